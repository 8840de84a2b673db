// node-fetch without what it carries for other programs than ours: we send texts and read streams.

/** What it loads on a Node without streams of the web, and to read answers that are forms. */
const NEVER_LOADED = ["web-streams-polyfill/*", "./utils/multipart-parser.js"];

/** Its own Blob, File and FormData, from before Node had them; its entry exports all that they export. */
const FORMS = /^(fetch-blob(\/from\.js)?|formdata-polyfill\/esm\.min\.js)$/;
const NODES_OWN = `export const { Blob, File, FormData } = globalThis;
export default Blob;
export const formDataToBlob = undefined;
export const blobFrom = undefined, blobFromSync = undefined, fileFrom = undefined, fileFromSync = undefined;`;

/** @type {import("esbuild").Plugin} */
export const leanFetch = {
  name: "lean-fetch",
  setup(build) {
    build.initialOptions.external = [...(build.initialOptions.external ?? []), ...NEVER_LOADED];
    build.onResolve({ filter: FORMS }, ({ path }) => ({ path, namespace: "nodes-own" }));
    build.onLoad({ filter: /.*/, namespace: "nodes-own" }, () => ({ contents: NODES_OWN }));
  },
};
