/** Packages that could not be had: a sentence why, and one on what to do. */
export class PackageError extends Error {
  constructor(
    message: string,
    readonly mend: string,
  ) {
    super(message);
  }
}
