import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ESCAPES } from "./escapes/all";

const page = readFileSync("docs/security.md", "utf8");
const section = page.split("### Ways out that are tried\n")[1]?.split("\n### ")[0] ?? "";

describe("docs/security.md lists", () => {
  test("each way out by its test's name, and whether plain Pyodide lets it through", () => {
    const rows = [...section.matchAll(/^\| (.+?) +\| (yes|no) +\| .*\S.*\|$/gm)];
    expect(rows.map(([, name, plain]) => [name, plain])).toEqual(
      ESCAPES.map(({ name, worksPlain }) => [name, worksPlain ? "yes" : "no"]),
    );
  });

  const others = [...section.matchAll(/^- (.*) \(`(.*)`\)$/gm)].flatMap(([, what = "", file = ""]) =>
    [...what.matchAll(/"(.*?)"/g)].map(([, name = ""]) => [name, file] as const),
  );

  test("other tests", () => {
    expect(others.length).toBe(section.match(/^- /gm)!.length + 2);
  });

  test.each(others)("%j, which is in %s", (name, file) => {
    expect(readFileSync(file, "utf8")).toContain(`("${name}"`);
  });
});

test("docs/security.md names no test file that is not there", () => {
  const named = [...page.matchAll(/`(test\/[^`]*\.ts)`/g)].map(([, file = ""]) => file);
  expect(named.length).toBeGreaterThan(5);
  for (const file of named) expect(() => readFileSync(file)).not.toThrow();
});
