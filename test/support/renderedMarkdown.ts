import markdownIt from "markdown-it";
import { Marked } from "marked";

/** As VS Code reads Markdown: marked with GitHub's extensions. */
const marked = new Marked({ gfm: true });

/** A second opinion that also makes links of bare names, takes HTML and breaks lines. */
const eager = markdownIt({ html: true, linkify: true, breaks: true });

const ENTITIES: Readonly<Record<string, string>> = {
  "&lt;": "<",
  "&gt;": ">",
  "&amp;": "&",
  "&quot;": '"',
  "&#39;": "'",
};

/** Markdown as the HTML that each of two implementations makes of it. */
export function renderings(markdown: string): readonly string[] {
  return [marked.parse(markdown, { async: false }), eager.render(markdown)];
}

/** The names of the elements in HTML. */
export function elementsIn(html: string): ReadonlySet<string> {
  return new Set([...html.matchAll(/<([a-z][a-z\d]*)/g)].map(([, name = ""]) => name));
}

/** The elements in HTML that have attributes, but for what code and cells are: `class="language-json"`, `align`. */
export function attributesIn(html: string): readonly string[] {
  const tags = html.match(/<[a-z][^>]*>/g) ?? [];
  return tags.filter(
    (tag) =>
      !/^<(?:[a-z\d]+|code class="language-json"|t[hd] (?:align="|style="text-align:)right"|hr \/)>$/.test(
        tag,
      ),
  );
}

/** The text that HTML shows. */
export function textIn(html: string): string {
  return html
    .replace(/<[^>]*>/g, "")
    .replace(/&(?:lt|gt|amp|quot|#39);/g, (entity) => ENTITIES[entity] ?? entity);
}

/** Our Markdown without its escapes, to be read. */
export function readable({ source }: { readonly source: string }): string {
  return source.replace(/\\([!-/:-@[-`{-~])/g, "$1");
}
