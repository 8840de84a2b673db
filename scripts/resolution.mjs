/**
 * How every bundle finds its packages; tests bundle as the build does.
 * @satisfies {import("esbuild").BuildOptions}
 */
export const resolution = {
  // jsonc-parser's UMD main requires its parts at run time and can't be bundled.
  mainFields: ["module", "main"],
  // The one without fs and https: we pass it words, never a file.
  alias: {
    "@vscode/l10n": "@vscode/l10n/dist/browser.js",
    // Its file for Node is CommonJS, which a part of the command line can't require: the same code as a module.
    yaml: new URL("../node_modules/yaml/browser/index.js", import.meta.url).pathname,
  },
};
