import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import type { PythonRunner } from "../../../../src/core/ports";
import { expectKind, grade, gradeSource, sandbox } from "./support";

let runner: PythonRunner;
beforeAll(async () => {
  runner = await sandbox();
});

const printed = async (...body: string[]) => {
  const outcome = expectKind(await grade(runner, gradeSource(...body, "return 1")), "score");
  return outcome.stdout.trimEnd().split("\n");
};

/** Written by test/fixtures/python/oracle.py from RapidFuzz itself. */
const oracle = JSON.parse(
  gunzipSync(readFileSync("test/fixtures/python/rapidfuzz.json.gz")).toString("utf8"),
) as { readonly rows: readonly unknown[]; readonly sequences: readonly unknown[] };

const COMPARING = `
from rapidfuzz import fuzz, utils
from rapidfuzz.distance import Indel, Levenshtein

KINDS = ["distance", "similarity", "normalized_distance", "normalized_similarity"]
SCORERS = ["ratio", "partial_ratio", "token_sort_ratio", "token_set_ratio", "WRatio", "QRatio"]

def scores(a, b):
    are_texts = isinstance(a, str) and isinstance(b, str)
    for name in SCORERS:
        for processor in (None, utils.default_process) if are_texts else (None,):
            yield getattr(fuzz, name)(a, b, processor=processor)
    for module in (Indel, Levenshtein):
        for kind in KINDS:
            yield getattr(module, kind)(a, b)
    for weights in [(1, 1, 2), (2, 3, 4), (1, 2, 1)]:
        yield Levenshtein.distance(a, b, weights=weights)

def grade(sample, item):
    compared = 0
    for a, b, *expected in item["rows"]:
        for place, (theirs, ours) in enumerate(zip(expected, scores(a, b), strict=True)):
            compared += 1
            if theirs is not None and theirs != ours:
                print(place, repr(a), repr(b), theirs, ours)
    return compared
`;

test("every score of 2,700 pairs is RapidFuzz's own, to the last bit", { timeout: 120_000 }, async () => {
  const item = JSON.stringify({ rows: oracle.rows });
  const outcome = expectKind(await grade(runner, COMPARING, { item }), "score");
  expect(outcome.stdout).toBe("");
  expect(outcome.value).toBe(oracle.rows.length * 23);
  expect(oracle.rows.length).toBeGreaterThan(2700);
});

test(
  "and so is every score of 750 pairs of lists, with words, blanks, numbers and None",
  { timeout: 120_000 },
  async () => {
    const item = JSON.stringify({ rows: oracle.sequences });
    const outcome = expectKind(await grade(runner, COMPARING, { item }), "score");
    expect(outcome.stdout).toBe("");
    expect(outcome.value).toBe(oracle.sequences.length * 17);
    expect(oracle.sequences.length).toBe(750);
  },
);

test("words of a list are in the order of their texts: RapidFuzz's differs from process to process", async () => {
  const lines = await printed(
    "from rapidfuzz import fuzz",
    "a, b = ['new', ' ', 'york', ' ', 'mets'], ['york', ' ', 'jets']",
    "print(fuzz.token_sort_ratio(a, b), fuzz.partial_ratio(a, b))",
  );
  expect(lines).toEqual(["50.0 66.66666666666667"]);
});

describe('as facts.md "Metrics" has them', () => {
  const PAIR = "'fuzzy wuzzy was a bear', 'fuzzy wuzzy had no hair'";
  test.each([
    [`fuzz.ratio(${PAIR}) / 100`, "0.7555555555555555"],
    [`fuzz.WRatio(${PAIR}) / 100`, "0.7555555555555555"],
    [`fuzz.QRatio(${PAIR}, processor=utils.default_process) / 100`, "0.7555555555555555"],
    [`fuzz.token_set_ratio(${PAIR}) / 100`, "0.7555555555555555"],
    [`round(fuzz.partial_ratio(${PAIR}) / 100, 10)`, "0.7441860465"],
    [`round(fuzz.token_sort_ratio(${PAIR}) / 100, 10)`, "0.5777777778"],
    [
      "fuzz.token_set_ratio('gouty arthritis', 'gout', processor=utils.default_process) / 100",
      "0.4210526315789474",
    ],
    ["fuzz.ratio('Jon Doe', 'John Doe') / 100", "0.9333333333333332"],
    [
      "[f('', '') for f in (fuzz.ratio, fuzz.WRatio, fuzz.QRatio, fuzz.token_set_ratio)]",
      "[100.0, 0.0, 0.0, 0.0]",
    ],
  ])("%s", async (expression, value) => {
    expect(await printed("from rapidfuzz import fuzz, utils", `print(${expression})`)).toEqual([value]);
  });
});

/** Each value was read off RapidFuzz 3.14.6. */
test.each([
  ["fuzz.ratio(None, 'a'), fuzz.ratio('a', float('nan'))", "(0.0, 0.0)"],
  [
    "fuzz.ratio(['a', 'b'], ['a']), fuzz.ratio(b'ab', 'ab'), fuzz.ratio([97], 'a')",
    "(66.66666666666667, 100.0, 100.0)",
  ],
  ["fuzz.token_sort_ratio(['a b', 'c'], ['c', 'a b']), fuzz.WRatio(['a'], ['a'])", "(50.0, 100.0)"],
  ["fuzz.token_sort_ratio(['a', ' ', 'b'], 'b a'), fuzz.token_set_ratio([32.0], [32])", "(100.0, 0.0)"],
  ["fuzz.token_sort_ratio(b'a b', b'b a'), fuzz.token_sort_ratio([], [])", "(100.0, 100.0)"],
  ["fuzz.ratio('abc', 'abd', score_cutoff=70), fuzz.partial_ratio('', '')", "(0.0, 100.0)"],
  ["Levenshtein.distance('kitten', 'sitting', score_cutoff=2)", "3"],
  ["Levenshtein.similarity('kitten', 'sitting', score_cutoff=5)", "0"],
  ["Levenshtein.normalized_similarity('kitten', 'sitting', score_cutoff=.6)", "0.0"],
  ["Levenshtein.normalized_distance('kitten', 'sitting', score_cutoff=.3)", "1.0"],
  ["Levenshtein.normalized_similarity(None, 'a'), Indel.normalized_distance(None, 'a')", "(0.0, 1.0)"],
  ["process.extractOne('a', ['b', 'a', 'a'])", "('a', 100.0, 1)"],
  ["process.extractOne('a', {'x': 'b', 'y': 'a'})", "('a', 100.0, 'y')"],
  ["process.extractOne('a', ['b', None])", "('b', 0.0, 0)"],
  ["process.extractOne('a', []), process.extractOne(None, ['a'])", "(None, None)"],
  ["process.extractOne('abc', ['abd', 'abe'], scorer=Levenshtein.distance)", "('abd', 1, 0)"],
  ["process.extractOne('abc', ['xyz'], scorer=Levenshtein.distance, score_cutoff=1)", "None"],
  [
    "process.extractOne('abc', ['abd', 'ABC'], scorer=fuzz.ratio, processor=utils.default_process)",
    "('ABC', 100.0, 1)",
  ],
  ["process.extractOne('abc', ['abd'], scorer=lambda a, b, **k: 50)", "('abd', 50, 0)"],
  [
    "process.extractOne('kit', ['kat'], scorer=Levenshtein.distance, scorer_kwargs={'weights': (1, 1, 2)})",
    "('kat', 2, 0)",
  ],
  ["repr(utils.default_process('Äß_-1²٣ é!x\\u0301\\x1f '))", "'äß  1²٣ é x'"],
])("%s is %s", async (expression, value) => {
  const imports =
    "from rapidfuzz import fuzz, process, utils; from rapidfuzz.distance import Indel, Levenshtein";
  expect(await printed(imports, `print((${expression}))`)).toEqual([value]);
});

test("one text eight times as long as the other is scaled as before release 3.14", async () => {
  const lines = await printed(
    "from rapidfuzz import fuzz",
    "print(fuzz.WRatio('ab', 'ab' + 'q' * 13), fuzz.WRatio('ab', 'ab' + 'q' * 14))",
  );
  expect(lines).toEqual(["90.0 60.0"]);
});

test("long texts are no long wait", async () => {
  const lines = await printed(
    "from rapidfuzz import fuzz",
    "a, b = 'lorem ipsum ' * 800, 'dolor sit ipsum ' * 200",
    "print(fuzz.partial_ratio(a, b) > 50, fuzz.WRatio(a, b) > 40)",
  );
  expect(lines).toEqual(["True True"]);
});

describe("what it has not", () => {
  test.each([
    ["from rapidfuzz.distance import JaroWinkler", "rapidfuzz.distance.JaroWinkler"],
    ["import rapidfuzz.distance.Hamming", "rapidfuzz.distance.Hamming"],
    ["import rapidfuzz; rapidfuzz.process.cdist(['a'], ['b'])", "rapidfuzz.process.cdist"],
    ["from rapidfuzz import string_metric", "rapidfuzz.string_metric"],
  ])("%s is an import error that names the interpreter, even where it is caught", async (line, name) => {
    const caught = gradeSource(
      "try:",
      `    ${line}`,
      "except ImportError as error:",
      "    print(error)",
      "return 0",
    );
    const outcome = expectKind(await grade(runner, caught), "runtime_error");
    expect(outcome.message).toContain(name);
    expect(outcome.message).toContain("the hosted image has rapidfuzz 3.10.1");
    expect(outcome.mend).toContain('graders.python.runtime to "interpreter"');
    expect(outcome.stdout).toContain("interpreter");
    expect(outcome.frames).toMatchObject([{ line: 3, function: "grade" }]);
    const plain = expectKind(await grade(runner, gradeSource(line, "return 0")), "runtime_error");
    expect(plain.traceback).toContain("ImportError");
  });

  test("a private name is an ordinary attribute error", async () => {
    expect(await printed("import rapidfuzz", "print(hasattr(rapidfuzz.fuzz, '_nothing'))")).toEqual([
      "False",
    ]);
  });
});

test("its use is told, and what a grade changed in it is not there in the next", async () => {
  const source = gradeSource(
    "from rapidfuzz import fuzz",
    "n = fuzz.ratio('a', 'a')",
    "fuzz.ratio = lambda a, b: 7",
    "return n",
  );
  for (let round = 0; round < 3; round++) {
    expect(expectKind(await grade(runner, source), "score")).toMatchObject({
      value: 100,
      substitutes: ["rapidfuzz"],
    });
  }
  expect(expectKind(await grade(runner, gradeSource("return 1")), "score").substitutes).toBeUndefined();
});
