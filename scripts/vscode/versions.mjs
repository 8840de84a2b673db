/**
 * A VS Code to test on, out of npm's code-server package.
 * @typedef {object} Version
 * @property {string} codeServer version of the npm package
 * @property {string} vscode the VS Code inside it
 * @property {string} integrity of the package, as the registry gives it
 * @property {number} node lowest major version of Node that runs it
 */

/**
 * By name: the floor of `engines.vscode`, and the newest. `pin.mjs NAME VERSION` moves one and prints its line.
 * @type {Record<"1.99" | "newest", Version>}
 */
export const VERSIONS = {
  1.99: {
    codeServer: "4.99.4",
    vscode: "1.99.3",
    integrity:
      "sha512-EAH6aTbrjFpNJg7kyWer+J8wuew+ys2z/QOOiyrEfusjHvfuTCc+iJ99RP6Nemtw9RRVj6W4DSnV+Sv/OEMoCg==",
    node: 20,
  },
  newest: {
    codeServer: "4.139.1",
    vscode: "1.139.1",
    integrity:
      "sha512-fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==",
    node: 24,
  },
};

/** @typedef {keyof typeof VERSIONS} VersionName */

/**
 * @param {string} name
 * @returns {VersionName[]} the names that "1.99", "newest" or "all" stands for
 */
export function versionsNamed(name) {
  if (name === "all") return ["newest", "1.99"];
  if (name === "1.99" || name === "newest") return [name];
  throw new Error(`No VS Code is called "${name}": say 1.99, newest or all.`);
}

/** Those that a suite from outside drives: the oldest too where all is asked for (`npm test -- --all`). */
export const VERSIONS_DRIVEN = versionsNamed(process.env.GRADERS_TEST_ALL === undefined ? "newest" : "all");
