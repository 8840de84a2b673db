/**
 * Gives `@vscode/l10n` the user's words as soon as it loads, before anything that imports it: tables of words are made
 * when their modules load, and parts that bundles share load before the code of either. An engine's thread has the
 * words in its data, the extension host where `platform/displayLanguage.ts` put them. @type {import("esbuild").Plugin}
 */
export const wordsFirst = {
  name: "words-first",
  setup(build) {
    build.onResolve({ filter: /^@vscode\/l10n$/ }, ({ path, namespace }) =>
      namespace === "words-first" ? undefined : { path, namespace: "words-first" },
    );
    build.onLoad({ filter: /.*/, namespace: "words-first" }, () => ({
      contents: `
        import { config } from "@vscode/l10n";
        import { workerData } from "node:worker_threads";
        const words = workerData?.words ?? globalThis[Symbol.for("graders.words")];
        if (words) config({ contents: { ...words } });
        export * from "@vscode/l10n";`,
      resolveDir: process.cwd(),
    }));
  },
};
