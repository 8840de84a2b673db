import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import type { PythonRunner } from "../../../../src/core/ports";
import { graderSources } from "./graderSources";
import { grade, sandbox } from "./support";

const modules = {
  sandbox_reach_modules: "reachModules",
  sandbox_reach_names: "reachNames",
  sandbox_reach: "reach",
};
const texts = Object.fromEntries(
  Object.entries(modules).map(([name, file]) => [name, readFileSync(`python/${file}.py`, "utf8")]),
);

/** Asks the analysis itself, in the Python that it is for. */
const ASK = `
import ast, contextlib, importlib, json, sys, types
TEXTS = json.loads(${JSON.stringify(JSON.stringify(texts))})
for name, text in TEXTS.items():
    module = sys.modules[name] = types.ModuleType(name)
    exec(text, vars(module))
def imports(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module
def grade(sample, item):
    places = []
    for source in item["sources"]:
        try:
            tree = ast.parse(source)
        except SyntaxError:
            places.append([])
            continue
        for name in imports(tree):
            with contextlib.suppress(Exception):
                importlib.import_module(name)
        places.append([what for line, what in sys.modules["sandbox_reach"].reach(tree)])
    print(json.dumps(places))
    return 1
`;

let runner: PythonRunner;
beforeAll(async () => {
  runner = await sandbox();
});

/** Where each source reaches beyond its own names. */
async function placesOf(...sources: string[]): Promise<string[][]> {
  const outcome = await grade(runner, ASK, { item: JSON.stringify({ sources }) });
  // Also where it is errored, for a package that is looked for and is not there.
  if (outcome.kind === "unavailable") throw new Error(outcome.message);
  return JSON.parse(outcome.stdout) as string[][];
}

describe("computes only", () => {
  test.each([
    "import re, json\nWORDS = {'a': 1}\nPATTERN = re.compile(r'\\d+', re.I)\ndef grade(sample, item):\n    return float(bool(PATTERN.search(json.dumps(item))))",
    "CACHE = {}\ndef grade(sample, item):\n    CACHE[len(CACHE)] = item.get('x')\n    return float(len(CACHE))",
    "import functools\n@functools.lru_cache(maxsize=None)\ndef fib(n):\n    return n if n < 2 else fib(n - 1) + fib(n - 2)\ndef grade(s, i):\n    return fib(10)",
    "from dataclasses import dataclass, field\n@dataclass(frozen=True)\nclass Part:\n    name: str\n    tags: list = field(default_factory=list)\ndef grade(s, i):\n    return float(Part('x').name == 'x')",
    "class Score:\n    def __init__(self):\n        self.total = 0\n    def add(self, x):\n        self.total += x\n        return self\ndef grade(s, i):\n    score = Score()\n    score.add(1)\n    score.note = 'own'\n    return score.total",
    "from rapidfuzz import fuzz, process\ndef grade(sample, item):\n    return fuzz.token_set_ratio(sample['output_text'], item['x']) / 100",
    "from rouge_score import rouge_scorer\ndef grade(sample, item):\n    scorer = rouge_scorer.RougeScorer(['rougeL'])\n    return scorer.score('a', 'b')['rougeL'].fmeasure",
    "import math, statistics, string, difflib, unicodedata, itertools, collections, random, datetime, decimal\ndef grade(s, i):\n    c = collections.Counter(unicodedata.normalize('NFC', 'ab'))\n    return math.log(2) + statistics.mean([1, 2]) + len(string.punctuation) + c['a'] + random.random()",
    "import json, sys, traceback\ndef grade(s, i):\n    try:\n        return json.loads(s['output_text'])['x']\n    except (json.JSONDecodeError, KeyError) as error:\n        print(type(error).__name__, error, file=sys.stderr)\n        traceback.print_exc()\n        return 0.0",
    "from typing import Any, Optional\nfrom enum import Enum\nclass Kind(Enum):\n    A = 1\ndef parse(x: Optional[dict[str, Any]]) -> Kind:\n    return Kind.A\ndef grade(s, i):\n    return float(parse({}) is Kind.A and isinstance(i, dict))",
    "from collections import namedtuple, defaultdict\nPoint = namedtuple('Point', 'x y')\ndef grade(s, i):\n    d = defaultdict(list)\n    d['a'].append(Point(1, 2)._replace(x=3)._asdict())\n    return len(sorted(d, key=str.lower))",
    "import numpy as np\ndef grade(s, i):\n    return np.mean([1])",
  ])("%s", async (source) => {
    expect(await placesOf(source)).toEqual([[]]);
  });
});

describe("reaches further", () => {
  test.each([
    ["import json\njson.JSONEncoder.default = lambda self, o: 1", "a class of the library"],
    ["import json\nsetattr(json, 'x', 1)", "setattr"],
    ["import json\ndef patch(c):\n    c.default = 1\npatch(json.JSONEncoder)", "a class that is handed on"],
    [
      "import json\nclass A:\n    def f(self):\n        self.x = 1\nA.f(json.JSONEncoder)",
      "as somebody's self",
    ],
    [
      "import json\nclass A:\n    def f(self):\n        self.x = 1\nlist(map(A.f, [json]))",
      "as somebody's self, by map",
    ],
    [
      "import json\nclass A:\n    @staticmethod\n    def f(x):\n        x.y = 1\nA.f(json)",
      "a static method",
    ],
    ["import json\nclass A:\n    def f(self):\n        self = json\n        self.x = 1", "another self"],
    ["import json\nclass A:\n    def __new__(cls):\n        return json\na = A()\na.x = 1", "__new__"],
    [
      "import json\nfrom dataclasses import dataclass\ndataclass(json.JSONEncoder)",
      "a decorator on another's class",
    ],
    ["import functools, json\nfunctools.wraps(print)(json.dumps)", "wraps"],
    ["import csv\ncsv.field_size_limit(5)", "a limit"],
    ["import sys\nsys.set_int_max_str_digits(0)", "sys"],
    ["import decimal\ndecimal.DefaultContext.prec = 3", "a context"],
    ["from decimal import getcontext\ngetcontext().prec = 3", "a context that a call gives"],
    ["import codecs\ncodecs.register_error('x', None)", "a handler of errors"],
    ["from collections.abc import Sized\nclass A: pass\nSized.register(A)", "an ABC"],
    ["import logging\nlogging.addLevelName(5, 'X')", "logging"],
    ["import json\njson.dumps.__code__ = (lambda: 1).__code__", "code"],
    ["import gc\ngc.callbacks.append(print)", "gc"],
    ["import sys\nsys.addaudithook(print)", "an audit hook"],
    ["import sys\nsys.monitoring.use_tool_id(1, 'x')", "monitoring"],
    ["open('x', 'w')", "a file"],
    ["import os\nos.environ['X'] = '1'", "the environment"],
    ["import urllib.parse\nurllib.parse.uses_netloc.append('x')", "a list of the library's"],
    [
      "from textwrap import TextWrapper\nw = TextWrapper()\nw.unicode_whitespace_trans[1] = 2",
      "what a class shares",
    ],
    ["import html.parser, json\nhtml.parser.HTMLParser.reset(json)", "a method called on anything"],
    ["import warnings\nwarnings.simplefilter('ignore')", "warnings"],
    ["exec('import json')", "code from text"],
    ["[eval][0]('1')", "eval, by a list"],
    ["list(map(eval, ['1']))", "eval, by map"],
    ["from math import *", "names that are not told"],
    ["class A:\n    def __del__(self):\n        print('x')", "a finalizer"],
    ["try:\n    1 / 0\nexcept Exception as e:\n    e.__traceback__.tb_frame.f_globals", "frames"],
    ["getattr(int, '__subclasses__')()", "getattr"],
    ["import string\nstring.Formatter().get_field('0.__class__', (1,), {})", "attributes by text"],
    ["from operator import methodcaller\nmethodcaller('x')", "methods by text"],
    ["class M(type):\n    pass", "a metaclass"],
    ["import typing\ntyping.get_type_hints(int)", "annotations that are evaluated"],
  ])("%s (%s)", async (source) => {
    const [places] = await placesOf(source);
    expect(places).not.toEqual([]);
  });
});

test("of the graders in examples, conformance cases and issues nine in ten share a child", async () => {
  const sources = graderSources();
  const places = await placesOf(...sources);
  expect(sources.length).toBeGreaterThan(5);
  expect(places.filter((found) => found.length > 0).length / sources.length).toBeLessThanOrEqual(0.1);
});
