// How the sandbox's child is bundled: Pyodide's JavaScript goes in with every way to the machine taken out
// (docs/security.md, "What Pyodide is given").
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";

const HOST = resolve("src/node/python/child/host/modules.ts");
const FROM_PYODIDE = /[\\/]node_modules[\\/]pyodide[\\/]/;

/** An `import()` of a computed name could load any file, any module, or code in a data: address. */
const COMPUTED_IMPORT = /\bimport\(\s*(?!["'])/g;
/** A folder's files by their names: as a plain object it would take `__proto__` for something else. */
const FOLDER = /\bnode\.contents=\{\}/g;
const EXPECTED_FOLDERS = { "pyodide.mjs": 0, "pyodide.asm.mjs": 3 };
const EXPECTED_COMPUTED_IMPORTS = { "pyodide.mjs": 3, "pyodide.asm.mjs": 3 };

/**
 * Gives Pyodide our own small stand-ins for Node's modules and takes its computed imports out. Fails the
 * build where another version of Pyodide has other ways out than those we know.
 * @type {import("esbuild").Plugin}
 */
const confinedPyodide = {
  name: "confined-pyodide",
  setup(build) {
    build.onResolve({ filter: /^(node:.*|ws)$/ }, ({ path, importer }) =>
      FROM_PYODIDE.test(importer) ? { path, namespace: "host" } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: "host" }, ({ path }) => ({
      contents: `module.exports = require(${JSON.stringify(HOST)}).hostModule(${JSON.stringify(path)});`,
      resolveDir: process.cwd(),
    }));
    build.onLoad({ filter: /[\\/]pyodide(\.asm)?\.mjs$/ }, async ({ path }) => {
      const name = /** @type {"pyodide.mjs" | "pyodide.asm.mjs"} */ (path.split(/[\\/]/).at(-1));
      const source = await readFile(path, "utf8");
      const found = source.match(COMPUTED_IMPORT)?.length ?? 0;
      if (found !== EXPECTED_COMPUTED_IMPORTS[name]) {
        throw new Error(
          `${name} has ${found} computed imports, not ${EXPECTED_COMPUTED_IMPORTS[name]}: read what they load before taking this version.`,
        );
      }
      const folders = source.match(FOLDER)?.length ?? 0;
      if (folders !== EXPECTED_FOLDERS[name]) {
        throw new Error(`${name} makes ${folders} kinds of folders, not ${EXPECTED_FOLDERS[name]}.`);
      }
      const contents = source
        .replace(COMPUTED_IMPORT, "globalThis.noImport(")
        .replace(FOLDER, "node.contents=Object.create(null)");
      return { contents, loader: "js" };
    });
  },
};

/**
 * Entry and plugins of the sandbox's bundle, shared by the build and the tests.
 * @type {import("esbuild").BuildOptions}
 */
export const sandboxBundle = {
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  entryPoints: { sandbox: "src/node/python/child/main.ts" },
  outExtension: { ".js": ".mjs" },
  loader: { ".py": "text" },
  inject: [resolve("src/node/python/child/host/process.ts")],
  plugins: [confinedPyodide],
  // Only Pyodide asks where its script is; it need not know.
  define: { "import.meta.url": JSON.stringify("file:///pyodide/pyodide.asm.mjs") },
  logLevel: "warning",
  legalComments: "none",
};
