import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readBundle } from "../../scripts/l10n.mjs";

type Words = Readonly<Record<string, string>>;

const read = (file: string) => JSON.parse(readFileSync(file, "utf8")) as Words;
const english = { bundle: read("l10n/bundle.l10n.json"), manifest: read("package.nls.json") };
const languages = readdirSync("l10n").flatMap((file) => /^bundle\.l10n\.(.+)\.json$/.exec(file)?.[1] ?? []);

test("the bundle for translators has every sentence of the sources", async () => {
  expect(english.bundle).toEqual(await readBundle());
}, 60_000);

test("package.json is translated into the languages of the bundle", () => {
  const files = readdirSync(".").flatMap((file) => /^package\.nls\.(.+)\.json$/.exec(file)?.[1] ?? []);
  expect(files).toEqual(languages);
  expect(languages).toContain("de");
});

describe.each(languages)("%s", (language) => {
  const translated = {
    bundle: read(`l10n/bundle.l10n.${language}.json`),
    manifest: read(`package.nls.${language}.json`),
  };

  describe.each(["bundle", "manifest"] as const)("%s", (kind) => {
    const [words, originals] = [translated[kind], english[kind]];

    test("translates every sentence, and no other", () => {
      expect(Object.keys(words).sort()).toEqual(Object.keys(originals).sort());
    });

    test("has what stands for values and for code as the English has it", () => {
      const lost = Object.entries(originals).flatMap(([key, original]) =>
        unlike(original, words[key] ?? original) ? [[original, words[key]]] : [],
      );
      expect(lost).toEqual([]);
    });

    test("calls commands as the palette does", () => {
      const wrong = Object.entries(originals).flatMap(([key, original]) =>
        [...original.matchAll(/(?:“|\*\*)Graders: ([^”*]+)/g)].flatMap(([, title]) => {
          const command = Object.keys(english.manifest).find((id) => english.manifest[id] === title);
          const shown = `Graders: ${translated.manifest[command ?? ""] ?? "?"}`;
          return words[key]?.includes(shown) === true ? [] : [`${words[key] ?? key} ≠ ${shown}`];
        }),
      );
      expect(wrong).toEqual([]);
    });
  });
});

/** Placeholders, icons, options, settings, fields, variables of the environment, addresses, code in Markdown, links. */
const KEPT =
  /\{\d+\}|\$\([a-z-]+\)|--[a-z-]+|graders\.[a-z]\w*(?:\.\w+)*|\b[a-z]+(?:_[a-z\d]+)+\b|\b[A-Z]+(?:_[A-Z]+)+\b|https?:\/\/\w[^\s),`]*|`[^`]+`|\(command:[^)]+\)/g;

function unlike(original: string, translation: string): boolean {
  const kept = (text: string) => [...new Set(text.match(KEPT))].sort().join(" ");
  return kept(original) !== kept(translation);
}
