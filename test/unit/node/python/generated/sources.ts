import type { Random } from "./random";

/** Modules whose names the canary looks at. */
export const MODULES = [
  ..."abc argparse ast base64 bisect builtins calendar codecs collections collections.abc contextlib copy".split(
    " ",
  ),
  ..."copyreg csv dataclasses datetime decimal difflib email.charset enum fractions functools gc hashlib heapq".split(
    " ",
  ),
  ..."html html.parser inspect io itertools json json.decoder json.encoder linecache locale logging math".split(
    " ",
  ),
  ..."mimetypes numbers operator os pickle pprint random re shlex signal sqlite3 statistics string struct".split(
    " ",
  ),
  ..."sys textwrap threading time traceback types typing unicodedata urllib.parse uuid warnings weakref".split(
    " ",
  ),
  ..."xml.etree.ElementTree zlib".split(" "),
];

/** Classes and functions of theirs that a source can set something on, or wants to. */
const TARGETS = [
  ..."argparse.ArgumentParser ast.NodeVisitor base64.b64encode collections.Counter collections.OrderedDict".split(
    " ",
  ),
  ..."collections.UserDict collections.abc.Sequence csv.Dialect csv.DictReader dataclasses.dataclass".split(
    " ",
  ),
  ..."decimal.Decimal difflib.SequenceMatcher enum.Enum fractions.Fraction functools.reduce html.escape".split(
    " ",
  ),
  ..."html.parser.HTMLParser io.StringIO json.JSONDecoder json.JSONEncoder json.dumps json.loads".split(" "),
  ..."logging.Formatter logging.Logger numbers.Number pprint.PrettyPrinter random.Random re.sub".split(" "),
  ..."statistics.NormalDist statistics.mean string.Formatter string.Template string.capwords".split(" "),
  ..."textwrap.TextWrapper textwrap.dedent types.SimpleNamespace typing.NamedTuple urllib.parse.quote".split(
    " ",
  ),
  ..."uuid.UUID xml.etree.ElementTree.Element".split(" "),
];

/** Ways to set `MARK` on `X`, as lines of a function. */
const WRITES: readonly (readonly string[])[] = [
  ["X.graders_mark = 1"],
  ["setattr(X, 'MARK', 1)"],
  ["for X.MARK in [1]: pass"],
  ["(X if item is not None else None).graders_mark = 1"],
  ["[X][0].graders_mark = 1"],
  ["{'a': X}['a'].graders_mark = 1"],
  ["y = X", "y.graders_mark = 1"],
  ["y, z = X, 1", "y.MARK = z"],
  ["(y := X)", "y.graders_mark = 1"],
  ["def f(x): x.MARK = 1", "f(X)"],
  ["def f(*x, **y): x[0].MARK = 1", "f(X)"],
  ["def f(x=X): x.MARK = 1", "f()"],
  ["def f():", "    y = X", "    def g(): y.MARK = 1", "    g()", "f()"],
  ["f = lambda x: setattr(x, 'MARK', 1)", "f(X)"],
  ["class A:", "    def f(self): self.MARK = 1", "A.f(X)"],
  ["class A:", "    def f(self): self.MARK = 1", "f = A.f", "f(X)"],
  ["class A:", "    def f(self): self.MARK = 1", "list(map(A.f, [X]))"],
  ["class A:", "    def f(self): self.MARK = 1", "getattr(A, 'f')(X)"],
  ["class A:", "    def f(self): self.MARK = 1", "vars(A)['f'](X)"],
  ["class A:", "    def __init__(self): self.x = X", "A().x.graders_mark = 1"],
  ["class A:", "    def __init__(self): self.x = X", "    def f(self): self.x.MARK = 1", "A().f()"],
  ["class A:", "    @staticmethod", "    def f(x): x.MARK = 1", "A.f(X)"],
  ["class A:", "    x = X", "A.x.graders_mark = 1"],
  [
    "class A:",
    "    def __enter__(self): return X",
    "    def __exit__(self, *e): pass",
    "with A() as a: a.graders_mark = 1",
  ],
  ["class A:", "    def __new__(cls): return X", "a = A()", "a.graders_mark = 1"],
  ["class A:", "    def __iter__(self): yield X", "for a in A(): a.graders_mark = 1"],
  ["class A:", "    def __getattr__(self, name): return X", "A().y.graders_mark = 1"],
  ["def f(): yield X", "next(f()).graders_mark = 1"],
  ["[y for y in [X] if setattr(y, 'MARK', 1) is None]"],
  ["import operator", "operator.methodcaller('__setattr__', 'MARK', 1)(X)"],
  ["import functools", "functools.partial(setattr, X, 'MARK')(1)"],
  ["import functools", "def f(x): x.MARK = 1", "functools.reduce(lambda a, x: f(x), [X], 0)"],
  ["exec('x.MARK = 1', {'x': X})"],
  ["eval(\"setattr(x, 'MARK', 1)\", {'x': X})"],
  ["type(X).__setattr__(X, 'MARK', 1)"],
  ["object.__setattr__(X, 'MARK', 1)"],
  ["X.__dict__['MARK'] = 1"],
  ["vars(X)['MARK'] = 1"],
  ["X.__dict__.update(MARK=1)"],
  ["globals()['y'] = X", "y.graders_mark = 1"],
  ["match X:", "    case y: y.graders_mark = 1"],
  ["try: raise ValueError(X)", "except ValueError as e: e.args[0].graders_mark = 1"],
  ["import types", "n = types.SimpleNamespace(x=X)", "n.x.graders_mark = 1"],
  ["from dataclasses import dataclass", "@dataclass", "class A:", "    x: object", "A(X).x.graders_mark = 1"],
  ["import copy", "copy.copy([X])[0].graders_mark = 1"],
  ["sorted([X], key=lambda y: setattr(y, 'MARK', 1) or 0)"],
  ["sample['x'] = X", "sample['x'].graders_mark = 1"],
  ["import importlib", "importlib.import_module('json').MARK = X and 1"],
  ["__import__('json').MARK = X and 1"],
  ["import sys", "sys.modules['json'].MARK = X and 1"],
];

/** What changes other state than names; the canary looks for each. */
const CHANGES: readonly (readonly string[])[] = [
  ["import csv", "csv.field_size_limit(77)"],
  ["import csv", "csv.register_dialect('graders', delimiter=';')"],
  ["import sys", "sys.set_int_max_str_digits(640)"],
  ["import sys", "sys.setrecursionlimit(500)"],
  ["import sys", "sys.setswitchinterval(1)"],
  ["import sys", "sys.path.append('/graders')"],
  ["import sys", "sys.settrace(lambda *a: None)"],
  ["import sys", "sys.setprofile(lambda *a: None)"],
  ["import sys", "sys.monitoring.use_tool_id(1, 'graders')"],
  ["import sys", "sys.excepthook = print"],
  ["import sys", "sys.argv.append('graders')"],
  ["import sys", "sys.dont_write_bytecode = not sys.dont_write_bytecode"],
  ["import decimal", "decimal.DefaultContext.prec = 3"],
  ["import decimal", "decimal.getcontext().prec = 3"],
  ["import decimal", "decimal.setcontext(decimal.Context(prec=4))"],
  ["import decimal", "decimal.BasicContext.traps[decimal.Inexact] = True"],
  ["import codecs", "codecs.register_error('graders', lambda e: ('', e.end))"],
  ["from collections.abc import Sized", "class A: pass", "Sized.register(A)", "Sized.graders_mark = A"],
  ["import logging", "logging.addLevelName(5, 'GRADERS')"],
  ["import logging", "logging.basicConfig(level=logging.DEBUG)"],
  ["import logging", "logging.getLogger('graders').setLevel(10)"],
  ["import logging", "logging.disable(logging.CRITICAL)"],
  ["import logging", "logging.raiseExceptions = not logging.raiseExceptions"],
  ["import warnings", "warnings.simplefilter('error')"],
  ["import warnings", "warnings.filterwarnings('ignore', 'graders')"],
  ["import gc", "gc.disable()"],
  ["import gc", "gc.set_threshold(5)"],
  ["import gc", "gc.callbacks.append(print)"],
  ["import os", "os.environ['GRADERS'] = '1'"],
  ["import os", "os.chdir('/tmp')"],
  ["import os", "os.mkdir('graders')"],
  ["import os", "os.chmod('/tmp', 0o700)"],
  ["import os", "os.open('/tmp/graders', os.O_CREAT)"],
  ["import os", "os.rename('/home/grader', '/home/graders')"],
  ["import os", "os.symlink('/tmp', '/home/grader/link')"],
  ["open('graders.txt', 'w').write('x')"],
  ["open('/tmp/__proto__', 'w').write('x')"],
  ["open('/tmp/constructor', 'w').write('x')"],
  ["import pathlib", "pathlib.Path('/tmp/graders.d').mkdir()"],
  ["import tempfile", "tempfile.tempdir = '/graders'", "import json", "json.graders_mark = 1"],
  ["import tempfile", "tempfile.NamedTemporaryFile(delete=False).write(b'x')"],
  ["import signal", "signal.signal(signal.SIGTERM, signal.SIG_IGN)"],
  ["import locale", "locale.LC_GRADERS = 1"],
  ["import calendar", "calendar.setfirstweekday(3)"],
  ["import copyreg", "copyreg.pickle(complex, lambda c: (complex, (0, 0)))"],
  ["import mimetypes", "mimetypes.add_type('x/graders', '.graders')"],
  ["import email.charset", "email.charset.add_alias('graders', 'utf-8')"],
  ["import xml.etree.ElementTree as ET", "ET.register_namespace('graders', 'urn:graders')"],
  ["import atexit", "atexit.register(print)"],
  ["import sqlite3", "sqlite3.register_adapter(complex, str)"],
  ["import threading", "threading.excepthook = print"],
  ["import urllib.parse", "urllib.parse.uses_netloc.append('graders')"],
  ["import string", "string.Template.idpattern = 'x'"],
  ["import textwrap", "textwrap.TextWrapper.unicode_whitespace_trans[65] = 66"],
  ["import textwrap", "textwrap.TextWrapper().unicode_whitespace_trans[65] = 66"],
  ["import textwrap", "w = textwrap.TextWrapper()", "d = w.unicode_whitespace_trans", "d[65] = 66"],
  ["import json", "json.dumps.__code__ = (lambda *a, **k: 'x').__code__"],
  ["import json", "json.dumps.__defaults__ = (1,)"],
  ["import json", "json.dumps.__kwdefaults__['indent'] = 3"],
  ["import json", "json.JSONEncoder.default = lambda self, o: 'x'"],
  ["import json", "del json.JSONEncoder.iterencode"],
  ["import html.parser, json", "html.parser.HTMLParser.reset(json)"],
  ["import functools, json", "functools.update_wrapper(json.dumps, print)"],
  [
    "import functools, json",
    "functools.total_ordering(type('A', (), {'__lt__': lambda s, o: 1}))",
    "json.graders_mark = 1",
  ],
  ["import dataclasses, json", "dataclasses.dataclass(json.JSONEncoder)"],
  ["import typing, json", "typing.final(json.dumps)"],
  ["import enum", "enum.Enum.graders_mark = 1"],
  ["import builtins", "builtins.graders_mark = 1"],
  ["import builtins", "builtins.len = lambda x: 7"],
  ["__builtins__['MARK'] = 1"],
  ["import types", "types.graders_mark = 1"],
  ["import random", "random.random = lambda: 0.5"],
  ["import re", "re.compile = None"],
  ["import math", "math.pi = 3"],
];

/** What leaves nothing behind. */
const COMPUTATIONS: readonly (readonly string[])[] = [
  ["import re", "x = re.sub('a', 'b', 'abc')"],
  ["import json", "x = json.loads(json.dumps({'a': [1, 2]}))"],
  ["import random", "random.seed(3)", "x = random.random()"],
  ["from collections import Counter", "x = Counter('abc').most_common(1)"],
  ["import decimal", "x = decimal.Decimal('1') / 3"],
  ["import statistics, math", "x = statistics.mean([1, 2]) + math.pi"],
  ["class A:", "    def __init__(self): self.x = 1", "a = A()", "a.y = a.x"],
  ["def f(n, seen={}):", "    seen[n] = 1", "    return len(seen)", "x = f(1)"],
  ["import textwrap", "x = textwrap.fill('a b c', 3)"],
  ["print('x')"],
  ["raise ValueError('x')"],
  ["from rapidfuzz import fuzz", "x = fuzz.ratio('a', 'b')"],
];

/** A grader that does a few of these, at its top or in `grade`. */
export function generateSource(random: Random): string {
  const parts = Array.from({ length: 1 + random.below(3) }, () => generatePart(random));
  const [atTop, inGrade] = random.below(2) === 0 ? [parts.slice(1), parts.slice(0, 1)] : [[], parts];
  return [
    ...(atTop.length > 0 ? ["sample, item = {}, {}", ...atTop.flat()] : []),
    "def grade(sample, item):",
    ...inGrade.flat().map((line) => `    ${line}`),
    "    return 1",
  ].join("\n");
}

function generatePart(random: Random): readonly string[] {
  switch (random.below(4)) {
    case 0:
      return random.pick(COMPUTATIONS);
    case 1:
      return random.pick(CHANGES);
    default:
      return write(random);
  }
}

function write(random: Random): readonly string[] {
  const module = random.pick(MODULES);
  const target = random.below(3) === 0 ? module : random.pick(TARGETS);
  const root = target.split(".").slice(0, -1).join(".") || target;
  const imported = MODULES.includes(target) ? target : root;
  const [first, ...names] = target.split(".");
  const last = names.at(-1) ?? "";
  const asName = names.length > 0 && !MODULES.includes(target) && random.below(2) === 0;
  const imports = asName ? `from ${imported} import ${last} as target` : `import ${imported}`;
  const object = asName ? "target" : [first, ...names].join(".");
  return [
    imports,
    ...random.pick(WRITES).map((line) => line.replace(/\bX\b/g, object).replace(/\bMARK\b/g, "graders_mark")),
  ];
}
