// esbuild shares code between bundles as ES modules only, and VS Code 1.99 loads CommonJS only.
import { transform } from "esbuild";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/** Rewrites each file of a build that is split as CommonJS; an `import()` of a part becomes a `require` of it. */
export const asCommonJs = {
  name: "as-common-js",
  /** @param {import("esbuild").PluginBuild} build */
  setup(build) {
    const { minify = false, target = "node20" } = build.initialOptions;
    Object.assign(build.initialOptions, { format: "esm", splitting: true, write: false });
    build.onEnd(async ({ outputFiles = [] }) => {
      for (const { path, text } of outputFiles) {
        const { code } = await transform(withConstants(text), {
          format: "cjs",
          platform: "node",
          minify,
          target,
          sourcemap: minify ? false : "inline",
          supported: { "dynamic-import": false },
          banner: '"use strict";',
        });
        await mkdir(dirname(path), { recursive: true });
        await writeFile(path, code);
      }
    });
  },
};

/**
 * What one part takes of another never changes, and is taken once: `import` as esbuild rewrites it asks the other
 * part for it at each use.
 * @param {string} text of a part, as esbuild writes it
 */
function withConstants(text) {
  return text.replace(/\bimport ?\{([^}]*)\} ?from ?("\.[^"]*")/g, (_, names, part) => {
    return `const {${names.replaceAll(" as ", ":")}} = require(${part})`;
  });
}
