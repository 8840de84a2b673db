import { t } from "@vscode/l10n";

/** A file that can't be read as text, or written; the message names it, the reason and the mend. */
export class FileError extends Error {
  constructor(
    message: string,
    /** Node's code of the system's error, such as `ENOENT`. */
    readonly code?: string,
  ) {
    super(message);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: t("there is no such file"),
  EACCES: t("it may not be opened: check its permissions"),
  EPERM: t("it may not be opened: check its permissions"),
  EROFS: t("it may not be written: the file system is read-only"),
  EISDIR: t("it is a directory: name the file in it"),
  ENOTDIR: t("a part of its path is a file"),
  ENAMETOOLONG: t("its name is too long"),
};

/** An error of the file system in words. */
export function fileError(path: string, error: unknown): FileError {
  if (error instanceof FileError) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  return new FileError(`${path}: ${REASONS[code ?? ""] ?? message}.`, code);
}
