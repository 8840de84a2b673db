/**
 * How every bundle finds its packages; tests bundle as the build does.
 * @satisfies {import("esbuild").BuildOptions}
 */
export const resolution = {
  // jsonc-parser's UMD main requires its parts at run time and can't be bundled.
  mainFields: ["module", "main"],
  // The one without fs and https: we pass it words, never a file.
  alias: { "@vscode/l10n": "@vscode/l10n/dist/browser.js" },
};
