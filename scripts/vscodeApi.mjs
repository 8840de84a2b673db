// Extensions write `import * as vscode`; a bundler makes a copy of the whole API of it for each file that does.
import { readFile } from "node:fs/promises";

/** What the API declares that is there at run time. */
const DECLARED = /^\texport (?:namespace|class|enum|const|function|let) (\w+)/gm;

/** What we ask for beyond the API of our floor, where it is there. */
const NEWER = ["LanguageModelDataPart"];

/** Takes what is used of the API out of it once, under the short names that everything else gets. @type {import("esbuild").Plugin} */
export const vscodeApi = {
  name: "vscode-api",
  setup(build) {
    build.onResolve({ filter: /^vscode$/ }, ({ path, namespace }) =>
      namespace === "vscode-api" ? { path, external: true } : { path, namespace: "vscode-api" },
    );
    build.onLoad({ filter: /.*/, namespace: "vscode-api" }, async () => {
      const types = await readFile("node_modules/@types/vscode/index.d.ts", "utf8");
      const names = new Set([...[...types.matchAll(DECLARED)].map(([, name]) => name), ...NEWER]);
      const exported = [...names].map(
        (name) => `export const ${name} = /* @__PURE__ */ (() => api.${name})();`,
      );
      return { contents: ['import api from "vscode";', ...exported].join("\n") };
    });
  },
};
