// A minifier of JavaScript leaves the text of css`…` alone, half of which is indentation.
import { readFile } from "node:fs/promises";
import { extname } from "node:path";

const STYLES = /\bcss`([^`]*)`/g;

/** Takes the blanks out of styles that CSS does not read. @type {import("esbuild").Plugin} */
export const denseStyles = {
  name: "dense-styles",
  setup(build) {
    build.onLoad({ filter: /\.(ts|js)$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      const contents = source.replace(STYLES, (_, text) => `css\`${dense(text)}\``);
      return { contents, loader: extname(path) === ".ts" ? "ts" : "js" };
    });
  },
};

/** Blanks before a colon stay: `a :hover` is another selector than `a:hover`. @param {string} css */
function dense(css) {
  return css
    .replace(/\/\*.*?\*\//gs, "")
    .replace(/\s+/g, " ")
    .replace(/ ?([{};,]) ?/g, "$1")
    .replace(/: /g, ":")
    .trim();
}
