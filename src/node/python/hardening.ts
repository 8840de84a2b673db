/** Node's version, as `process.versions.node` gives it. */
export interface NodeVersion {
  readonly major: number;
  readonly minor: number;
}

/** The oldest Node that has the permissions the cage is made of. */
export const OLDEST_NODE = 20;

export function parseNodeVersion(text: string): NodeVersion | undefined {
  const match = /^v?(\d+)\.(\d+)\./.exec(text.trim());
  return match ? { major: Number(match[1]), minor: Number(match[2]) } : undefined;
}

/**
 * Node's flags for the sandbox's child: it may read these files, and nothing else of the machine. That they
 * work is proved by the child itself (child/cage.ts), since a flag may be accepted and ignored.
 */
export function hardeningFlags(version: NodeVersion, readable: readonly string[]): string[] {
  return [
    permissionFlag(version),
    ...readable.map((path) => `--allow-fs-read=${path}`),
    // No eval, no Function: the ways from a JavaScript object to JavaScript code (security.md "Layers").
    "--disallow-code-generation-from-strings",
    "--no-warnings",
  ];
}

/** The flag lost its "experimental" in 23.5 and 22.13. */
function permissionFlag({ major, minor }: NodeVersion): string {
  const plain = major >= 24 || (major === 23 && minor >= 5) || (major === 22 && minor >= 13);
  return plain ? "--permission" : "--experimental-permission";
}
