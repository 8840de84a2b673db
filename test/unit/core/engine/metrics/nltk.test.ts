import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bleu } from "../../../../../src/core/engine/metrics/bleu";
import { gleu } from "../../../../../src/core/engine/metrics/gleu";
import { meteor } from "../../../../../src/core/engine/metrics/meteor";
import { nltkWordTokens } from "../../../../../src/core/engine/metrics/nltkTokens";
import { porterStem } from "../../../../../src/core/engine/metrics/porter";
import {
  DEFAULT_METRICS_PROFILE,
  readMetricsProfile,
  SMOOTHINGS,
} from "../../../../../src/core/engine/metrics/profile";
import { readSynonyms } from "../../../../../src/core/engine/metrics/wordnet";
import { wordnet } from "../../../../support/metrics";

const synonyms = await wordnet();
const words = fc.array(fc.constantFrom("the", "cat", "cats", "big", "large", "😀", "東", "ran", "running"), {
  maxLength: 12,
});

describe.each([
  ...SMOOTHINGS.map((name) => [`bleu ${name}`, (a: string[], b: string[]) => bleu(a, b, name)] as const),
  ["gleu", gleu] as const,
  ["meteor", (a: string[], b: string[]) => meteor(a, b, synonyms)] as const,
])("%s", (_, metric) => {
  it("lies between 0 and 1", () => {
    fc.assert(
      fc.property(words, words, (a, b) => {
        expect(metric(a, b)).toBeGreaterThanOrEqual(0);
        // The mean of logarithms that are 0 may be a last digit above.
        expect(metric(a, b)).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });

  it("is 0 where no word is shared, or a text has none", () => {
    fc.assert(
      fc.property(words, (a) => {
        expect(metric(a, ["zzz", "yyy"])).toBe(0);
        expect(metric(a, [])).toBe(0);
        expect(metric([], a)).toBe(0);
      }),
    );
  });
});

describe("gleu", () => {
  it("is symmetric, and 1 for a text with itself", () => {
    fc.assert(
      fc.property(words, words, (a, b) => {
        expect(gleu(a, b)).toBe(gleu(b, a));
        expect(gleu(a, a)).toBe(a.length > 0 ? 1 : 0);
      }),
    );
  });
});

describe("meteor", () => {
  const score = (a: string, b: string) => meteor(a.split(" "), b.split(" "), synonyms);

  it("matches synonyms by their stems, as NLTK's last stage does", () => {
    expect(score("big", "large")).toBe(0);
    expect(score("bright", "smart")).toBe(0.5);
    // "automobile" is "automobil" by then, which no synset has.
    expect(score("car", "automobile")).toBe(0);
  });

  it("finds what only an exception of inflection leads to", () => {
    expect(score("went", "go")).toBe(0.5);
  });

  it("asks for no synonym where words and stems have found their partners", () => {
    const asked: string[] = [];
    const watched = {
      of: (word: string) => {
        asked.push(word);
        return synonyms.of(word);
      },
    };
    expect(meteor(["the", "cats"], ["THE", "cat"], watched)).toBeCloseTo(0.9375, 12);
    expect(asked).toEqual([]);
  });
});

describe("word tokens", () => {
  it.each([
    ["It's $3.88, isn't it?", "It 's $ 3.88 , is n't it ?"],
    ['He said: "Yes."', "He said : `` Yes . ''"],
    ["I cannot wanna go.", "I can not wan na go ."],
    ["First. Second.", "First. Second ."],
    ["\u00bfqué… “no”", "\u00bfqué… “ no ”"],
    ["", ""],
  ])("of %j are %j", (text, tokens) => {
    expect(nltkWordTokens(text).join(" ")).toBe(tokens);
  });

  it("hold every letter of the text, in order", () => {
    const letters = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, "");
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (text) => {
        expect(letters(nltkWordTokens(text).join(""))).toBe(letters(text));
      }),
    );
  });
});

describe("Porter's stems in NLTK's mode", () => {
  it.each([
    ["flies", "fli"],
    ["dies", "die"],
    ["skies", "sky"],
    ["spied", "spi"],
    ["enjoy", "enjoy"],
    ["happy", "happi"],
    ["relational", "relat"],
    ["radically", "radic"],
    ["geology", "geolog"],
    ["controlling", "control"],
    ["OWNED", "own"],
    ["😀s", "😀s"],
    ["a😀ing", "a😀e"],
    ["a😀😀ing", "a😀"],
    ["x😀ies", "x😀i"],
    ["a*ded", "ad"],
  ])("%s → %s", (word, stem) => {
    expect(porterStem(word)).toBe(stem);
  });
});

describe("synonyms", () => {
  it("are names of one word, in WordNet's capitals", () => {
    expect(synonyms.of("paris")).toContain("Paris");
    expect([...synonyms.of("new_york")].filter((name) => name.includes("_"))).toEqual([]);
    expect(synonyms.of("xyzzy")).toEqual(new Set());
  });

  it("cut one ending only, as the NLTK that the hosted image pins", () => {
    expect(synonyms.of("cats")).toContain("cat");
    expect(synonyms.of("catss")).toEqual(new Set());
  });

  it("are read from any table of the format", () => {
    const small = readSynonyms("hen big_bird\nbird hen\n\nhens bird\n\n\n\n\n\n\n\n\n\n");
    expect(small.of("big_birds")).toEqual(new Set(["hen"]));
    expect(small.of("hens")).toEqual(new Set(["bird", "hen"]));
  });
});

describe("a profile", () => {
  it.each([undefined, null, 7, "split", {}, { tokenizer: "words", smoothing: 4 }])(
    "is the default's for %j",
    (value) => {
      expect(readMetricsProfile(value)).toEqual(DEFAULT_METRICS_PROFILE);
    },
  );

  it("takes what is known", () => {
    expect(readMetricsProfile({ tokenizer: "split", other: 1 })).toEqual({
      tokenizer: "split",
      smoothing: "method4",
    });
    expect(readMetricsProfile({ smoothing: "none" })).toEqual({ tokenizer: "nltk-word", smoothing: "none" });
  });
});
