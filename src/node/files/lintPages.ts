import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** The index of all pages goes by this name. */
export const LINT_INDEX = "README";

/**
 * The page of a finding's code, offline: `docs/lint/CODE.md`, which says what the code means, why it matters for
 * the reward, and shows a bad and a good example. The build puts all pages into `dist/lint.json`.
 *
 * @param dist the folder of the bundles: `Uri.joinPath(context.extensionUri, "dist").fsPath` in the extension
 * @param code a {@link ProblemCode}, or {@link LINT_INDEX}
 * @returns its Markdown, undefined where there is no such code
 */
export async function readLintPage(dist: string, code: string): Promise<string | undefined> {
  const pages = JSON.parse(await readFile(join(dist, "lint.json"), "utf8")) as Readonly<
    Record<string, string>
  >;
  return Object.hasOwn(pages, code) ? pages[code] : undefined;
}
