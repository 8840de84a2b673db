import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, test } from "vitest";

const FOLDERS = ["src", "python", "test", "scripts", "docs", "schemas"];
const TEXTS = /\.(?:[cm]?[jt]s|py|json|css|md)$/;
/** `facts.md "Templates"`, and more headings of the same page behind it; the quotes may be escaped in a string. */
const CITATION = /\b([\w-]+\.md)((?:(?:,| and)? \\?"[^"\\\n]+\\?")+)/g;
/** Notes that stand beside the project where it is developed: who has the project alone can't read them. */
const FOREIGN =
  /(?<![\w-])(?:(?:design|grader-semantics|feasibility|field|anchors)\.md|api-reference\.txt)|\(issue "/g;

const files = FOLDERS.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => TEXTS.test(name))
    .map((name) => join(folder, name)),
).filter((file) => basename(file) !== "citations.test.ts");

/** A file with each comment on one line, since a citation may be broken like any sentence. */
const textOf = (file: string) => readFileSync(file, "utf8").replace(/\n\s*(?:\*|\/\/|#)?[ \t]+(?=\S)/g, " ");

function headingsOf(page: string): readonly string[] {
  return [...readFileSync(page, "utf8").matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => heading);
}

/** The part of an address that leads to a heading, as GitHub and VS Code make it. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");

const citations = files.flatMap((file) =>
  [...textOf(file).matchAll(CITATION)].flatMap(([, page = "", headings = ""]) =>
    [...headings.matchAll(/"([^"\\]+)\\?"/g)].map(([, heading = ""]) => ({ file, page, heading })),
  ),
);

/** Where a page stands: in docs, or at the root. */
const pageAt = (page: string) => [join("docs", page), page].find((path) => existsSync(path));

describe("what comments cite", () => {
  test("is found", () => {
    expect(citations.filter(({ page }) => page === "facts.md").length).toBeGreaterThan(100);
  });

  test("is a heading of a page of the project", () => {
    const lost = citations.filter(({ page, heading }) => {
      const path = pageAt(page);
      return path === undefined || !headingsOf(path).includes(heading);
    });
    expect(lost).toEqual([]);
  });

  test("is in the project", () => {
    const foreign = files.flatMap((file) => {
      const found = textOf(file).match(FOREIGN) ?? [];
      return found.map((citation) => ({ file, citation }));
    });
    expect(foreign).toEqual([]);
  });
});

test("pages link to headings that are there", () => {
  const pages = ["README.md", "CONTRIBUTING.md", ...files.filter((file) => /^docs.*\.md$/.test(file))];
  const lost = pages.flatMap((page) =>
    [...readFileSync(page, "utf8").matchAll(/\]\(([\w./-]*)#([^)\s]+)\)/g)]
      .filter(([, path = "", anchor = ""]) => {
        const target = path === "" ? page : join(dirname(page), path);
        return !headingsOf(target).map(anchorOf).includes(anchor);
      })
      .map(([link]) => ({ page, link })),
  );
  expect(lost).toEqual([]);
});
