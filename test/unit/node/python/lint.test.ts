import { beforeAll, describe, expect, test } from "vitest";
import type { PythonRunner } from "../../../../src/core/ports";
import { validateGrader } from "../../../../src/core/validate/validateGrader";
import { grader, rangesOf, readMarks } from "../../core/validate/marked";
import { never, sandbox } from "./support";

let runner: PythonRunner;
beforeAll(async () => {
  runner = await sandbox();
});

const GRADE = "def grade(sample, item):\n";
const END = `\n${GRADE}    return 1.0\n`;

/** Findings of a source whose expected places stand between « and ». */
async function check(marked: string) {
  const source = JSON.stringify(marked);
  const { text, ranges } = readMarks(`{"type": "python", "name": "mine", "source": ${source}}`);
  const problems = await validateGrader(grader(text), { python: runner }, never);
  return { problems, ranges, codes: problems.map(({ code }) => code) };
}

describe("findings stand at their places in the JSON string", () => {
  test.each([
    ["python-import-unknown", `import os, «transformers as t»${END}`, "does not have transformers"],
    ["python-import-unknown", `«from torch.nn import functional»${END}`, "does not have torch"],
    [
      "python-import-unknown",
      `try:\n    import «spacy»\nexcept ImportError:\n    spacy = None${END}`,
      "spacy",
    ],
    ["python-network", `import «requests»${END}`, "requests is for the network"],
    ["python-network", `«from urllib import request, parse»${END}`, "urllib.request is for the network"],
    ["python-network", `import «http.client»${END}`, "http.client"],
    [
      "python-network",
      `import urllib\n${GRADE}    return len(«urllib.request».urlopen('x'))`,
      "urllib.request",
    ],
    [
      "python-except-constant",
      `${GRADE}    try:\n        x = "é😀"; return f(x)\n    except:\n        «return 0.0»`,
      "becomes 0.0",
    ],
    [
      "python-except-constant",
      `${GRADE}    try:\n        return f()\n    except Exception as e:\n        print(e)\n        «return -1»`,
      "becomes -1",
    ],
    [
      "python-except-constant",
      `${GRADE}    try:\n        return f()\n    except (ValueError, BaseException):\n        «return False»`,
      "becomes False",
    ],
    [
      "python-json-unguarded",
      `${GRADE}    return len(«sample["output_json"]["x"]»)`,
      'sample["output_json"] is None',
    ],
    [
      "python-json-unguarded",
      `${GRADE}    data = sample.get("output_json")\n    return «data["é"]»`,
      "data is None",
    ],
    ["python-json-unguarded", `${GRADE}    return «sample["output_json"].get»("x", 0)`, "is None"],
    ["python-newer-syntax", `def pick[«T»](x: T) -> T:\n    return x${END}`, "needs Python 3.12"],
    ["python-newer-syntax", `«type Row = dict»${END}`, "needs Python 3.12"],
    ["python-newer-syntax", `${GRADE}    return len(f"é😀 {item[«"id"»]}")`, "needs Python 3.12"],
    ["python-newer-syntax", `${GRADE}    return len(f'{«'\\n'».join(item)}')`, "needs Python 3.12"],
    ["python-newer-syntax", `${GRADE}    return len(f"{f'{item[«"id"»]}'}")`, "needs Python 3.12"],
    ["python-newer-syntax", `${GRADE}    return len(f"""{item «# all»\n}""")`, "needs Python 3.12"],
    [
      "python-text-parameters",
      `def grade(«sample_text, reference_text»):\n    return sample_text == reference_text`,
      "sample_text and reference_text",
    ],
    [
      "python-text-parameters",
      `def grade(«output: str, expected: str») -> float:\n    return float(output == expected)`,
      "two dicts",
    ],
  ])("%s: %s", async (code, marked, says) => {
    const { problems, ranges, codes } = await check(marked);
    expect(codes).toEqual([code]);
    expect(rangesOf(problems)).toEqual(ranges);
    expect(problems[0]).toMatchObject({ severity: "warning", path: ["source"] });
    // Python's own quotes come back as it writes them.
    expect(problems[0]?.message.replaceAll("'", '"')).toContain(says);
  });

  test("a narrow except is only a remark: it may be what the author means", async () => {
    const { problems, ranges } = await check(
      `${GRADE}    try:\n        return float(sample["output_text"])\n    except (ValueError, TypeError):\n        «return 0.0»`,
    );
    expect(problems).toMatchObject([{ code: "python-except-constant", severity: "information" }]);
    expect(problems[0]?.message).toContain("Each ValueError or TypeError becomes 0.0");
    expect(rangesOf(problems)).toEqual(ranges);
  });
});

describe("nothing is found in", () => {
  test.each([
    `import re, json, urllib.parse\nfrom rapidfuzz import fuzz${END}`,
    `${GRADE}    try:\n        return f()\n    except Exception:\n        raise`,
    `${GRADE}    try:\n        return f()\n    except ValueError as error:\n        return len(str(error))`,
    `${GRADE}    try:\n        return sample["output_json"]["x"]\n    except TypeError:\n        raise ValueError("no JSON")`,
    `${GRADE}    if sample["output_json"] is None:\n        return 0.0\n    return sample["output_json"]["x"]`,
    `${GRADE}    data = sample["output_json"]\n    if not isinstance(data, dict):\n        return 0.0\n    return data["x"]`,
    `${GRADE}    return (sample.get("output_json") or {}).get("x", 0)`,
    `${GRADE}    data = sample["output_json"] or {}\n    return data.get("x", 0)`,
    `${GRADE}    return sample["output_json"]["x"] if sample["output_json"] else 0.0`,
    `${GRADE}    return bool(sample["output_json"] and sample["output_json"]["x"])`,
    `def grade(sample, reference_item):\n    return 1.0`,
    `def grade(output, expected):\n    return output["output_text"] == expected.get("answer")`,
    `def grade(s, i):\n    return 1.0`,
    `${GRADE}    x = item["x"]\n    return len(f"\\n{x!r:>10} {item['id']} {{'a'}} {f'{x}'}" f'''{item["id"]\n}''' rf"\\d{x:{x}}")`,
  ])("%j", async (source) => {
    expect((await check(source)).codes).toEqual([]);
  });
});

test.each([
  `from dateutil import parser\nimport regex, typing_extensions, PIL.Image${END}`,
  `import numpy as np, yaml\nfrom sklearn.metrics import f1_score${END}`,
])("what the hosted image has is only not here: %j", async (source) => {
  expect(new Set((await check(source)).codes)).toEqual(new Set(["python-import-missing"]));
  const hosted = grader(JSON.stringify({ type: "python", source }));
  expect(await validateGrader(hosted, { python: runner, hosted: true }, never)).toEqual([]);
});

test("a hopeless source is only a syntax error, and a deep one no crash", async () => {
  expect((await check("import requests\ndef («:")).codes[0]).toBe("python-syntax");
  const deep = `${GRADE}    return ${"(".repeat(80)}1${")".repeat(80)} ${"+ 1 ".repeat(500)}`;
  expect((await check(deep)).codes).toEqual([]);
});
