// What a publisher must have set (docs/publishing.md).
import { readFile } from "node:fs/promises";

/** Hosts whose addresses of files are known to vsce. */
const KNOWN_HOSTS = /^https:\/\/(github|gitlab)\.com\/[^/]+\/[^/]+/;

/**
 * @typedef {object} ReleaseOptions
 * @property {string | undefined} publisher who means to publish
 * @property {string | undefined} files address below which the repository's README.md is
 */

/**
 * @param {ReleaseOptions} options
 * @returns {Promise<string[]>} what stands in the way of a release; nothing where it may be made
 */
export async function releaseFaults({ publisher, files }) {
  const manifest = JSON.parse(await readFile("package.json", "utf8"));
  const changes = await readFile("CHANGELOG.md", "utf8");
  return [
    ...publisherFaults(manifest.publisher, publisher),
    ...repositoryFaults(addressOf(manifest.repository), files),
    ...(changes.includes(`\n## ${manifest.version}\n`)
      ? []
      : [`CHANGELOG.md has no heading "## ${manifest.version}", the version of package.json.`]),
  ];
}

/** @param {unknown} set @param {string | undefined} said */
function publisherFaults(set, said) {
  if (said === undefined) return ["Who publishes? Say --publisher ID, your id at the marketplace."];
  if (set === said) return [];
  return [`"publisher" in package.json is ${JSON.stringify(set)}: set it to ${JSON.stringify(said)}.`];
}

/** @param {string | undefined} address @param {string | undefined} files */
function repositoryFaults(address, files) {
  if (address === undefined || !/^https:\/\/[^/]+\/./.test(address))
    return ['"repository" is missing in package.json: {"type": "git", "url": "https://…"}.'];
  if (files === undefined ? KNOWN_HOSTS.test(address) : /^https:\/\/[^/]+\/./.test(files)) return [];
  return [`README's pictures and links need the address of the files at ${address}: say --files https://….`];
}

/** As npm and vsce read it. @param {unknown} repository @returns {string | undefined} */
function addressOf(repository) {
  const url = /** @type {{ url?: unknown } | undefined} */ (repository)?.url ?? repository;
  return typeof url === "string" ? url.replace(/^git\+/, "") : undefined;
}
