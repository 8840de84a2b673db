import type { PlainJson } from "../../../../../src/core/json/value";

type Fields = Readonly<Record<string, PlainJson>>;
/** Chooses among spellings that mean the same. */
export type Choose = (count: number) => number;

const isFields = (value: PlainJson): value is Record<string, PlainJson> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const unit = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** A text in quotes; escapes as all these languages have them. */
function quoted(text: string, quote: string, also = ""): string {
  const body = text
    .split("")
    .map((character) => {
      if (character === "\\" || character === quote[0] || also.includes(character)) return `\\${character}`;
      if (character === "\n") return quote.length === 3 ? "\n" : "\\n";
      if (character === "\r") return "\\r";
      return character < " " || /[\ud800-\udfff\u2028\u2029]/.test(character) ? unit(character) : character;
    })
    .join("");
  return quote + body + quote;
}

interface Spelling {
  readonly text: (text: string) => string;
  readonly key: (key: string) => string;
  readonly colon: string;
  readonly open: string;
  readonly close: string;
  readonly list: readonly [string, string];
  readonly words: Readonly<Record<"true" | "false" | "null", string>>;
}

function spell(value: PlainJson, spelling: Spelling): string {
  const inner = (entry: PlainJson) => spell(entry, spelling);
  if (typeof value === "string") return spelling.text(value);
  if (Array.isArray(value)) return `${spelling.list[0]}${value.map(inner).join(", ")}${spelling.list[1]}`;
  if (isFields(value)) {
    const members = Object.entries(value).map(
      ([key, entry]) => `${spelling.key(key)}${spelling.colon}${inner(entry)}`,
    );
    return `${spelling.open}${members.join(", ")}${spelling.close}`;
  }
  return typeof value === "number" ? String(value) : spelling.words[String(value) as "true"];
}

const JSON_WORDS = { true: "true", false: "false", null: "null" };
const PYTHON_WORDS = { true: "True", false: "False", null: "None" };
const isName = (key: string) => /^[A-Za-z_]\w*$/.test(key);
const python: Spelling = {
  text: (text) => quoted(text, '"'),
  key: (key) => quoted(key, "'"),
  ...{ colon: ": ", open: "{", close: "}", list: ["[", "]"], words: PYTHON_WORDS },
};
const javascript: Spelling = {
  ...python,
  key: (key) => (isName(key) ? key : quoted(key, '"')),
  words: JSON_WORDS,
};

const CLASSES: Readonly<Record<string, string>> = {
  string_check: "StringCheckGrader",
  text_similarity: "TextSimilarityGrader",
  python: "PythonGrader",
  score_model: "ScoreModelGrader",
  label_model: "LabelModelGrader",
  multi: "MultiGrader",
};

const pascal = (key: string) =>
  key
    .split("_")
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join("");

function keywords(grader: Fields): string {
  return Object.entries(grader)
    .filter(([key]) => key !== "type")
    .map(([key, value]) => `${key}=${spell(value, python)}`)
    .join(", ");
}

const className = (grader: Fields) => CLASSES[grader.type as string] ?? "";
const single = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

/** A grader as people have it in each language, among other code. */
export const DIALECTS: Readonly<Record<string, (grader: Fields, choose: Choose) => string>> = {
  JSON: (grader, choose) => JSON.stringify(grader, null, choose(2) * 2),
  "a Python dict": (grader) => `import os\ngrader = ${spell(grader, python)}  # mine\nprint(grader)\n`,
  "a Python constructor": (grader, choose) =>
    `from openai.types import graders\ng = ${["", "graders.", "AzureOpenAI"][choose(3)]!}${className(grader)}${["", "Param"][choose(2)]!}(${keywords(grader)})\n`,
  "a JavaScript object": (grader, choose) => {
    const text = choose(2) === 0 ? python.text : (value: string) => quoted(value, "`", "$");
    return `const grader = ${spell(grader, { ...javascript, text })};\nexport default grader;`;
  },
  "new in TypeScript": (grader) =>
    `const g: Grader = new ${className(grader)}(${spell(grader, javascript)});`,
  "JSON in a template literal": (grader) =>
    `const g = JSON.parse(${quoted(JSON.stringify(grader), "`", "$")});\nrun(g);`,
  "an anonymous object of C#": (grader) => {
    const spelling: Spelling = {
      ...javascript,
      ...{ key: (key) => key, colon: " = ", open: "new { ", close: " }", list: ["new[] { ", " }"] },
    };
    return `using System;\nvar grader = ${spell(grader, spelling)};`;
  },
  "an initializer of C#": (grader) => {
    const spelling: Spelling = {
      ...javascript,
      text: (text) => `@"${text.replaceAll('"', '""')}"`,
      ...{ key: (key) => key, colon: " = ", open: "new { ", close: " }", list: ["new[] { ", " }"] },
    };
    const members = Object.entries(grader)
      .filter(([key]) => key !== "type")
      .map(([key, value]) => `${pascal(key)} = ${spell(value, spelling)}`);
    return `var grader = new ${className(grader)} { ${members.join(", ")} };`;
  },
  Ruby: (grader, choose) => {
    const isOld = choose(2) === 0;
    const text = (value: string) =>
      choose(2) === 0
        ? quoted(value, '"', "#")
        : /[\r\n]/.test(value)
          ? quoted(value, '"', "#")
          : `'${value.replace(/[\\']/g, "\\$&")}'`;
    const key = (name: string) => (isOld ? `:${name}` : name);
    const spelling = {
      ...python,
      text,
      key,
      colon: isOld ? " => " : ": ",
      words: { ...JSON_WORDS, null: "nil" },
    };
    const { type, ...rest } = grader;
    const members = spell(rest, spelling).slice(1);
    return `require "openai"\ngrader = { ${key("type")}${spelling.colon}:${type as string}, ${members}\nputs grader`;
  },
  "a PHP array": (grader) => {
    const text = (value: string) => `'${value.replace(/[\\']/g, "\\$&")}'`;
    const spelling: Spelling = {
      ...{ text, key: text, colon: " => ", open: "[", close: "]", list: ["[", "]"], words: JSON_WORDS },
    };
    return `<?php\n$grader = ${spell(grader, spelling)};\n`;
  },
  "Go maps": (grader) => {
    const spelling: Spelling = {
      ...python,
      ...{
        key: (key) => quoted(key, '"'),
        open: "map[string]any{",
        list: ["[]any{", "}"],
        words: JSON_WORDS,
      },
    };
    return `package main\nvar g = ${spell(grader, spelling)}\n`;
  },
  "Java's Map.of": (grader) => {
    const spelling: Spelling = {
      ...python,
      ...{ key: (key) => quoted(key, '"'), colon: ", ", open: "Map.of(", close: ")" },
      ...{ list: ["List.of(", ")"], words: JSON_WORDS },
    };
    return `var grader = ${spell(grader, spelling)};`;
  },
  "a builder of Java": (grader) => {
    const spelling: Spelling = {
      ...python,
      ...{ key: (key) => quoted(key, '"'), colon: ", ", open: "Map.of(", close: ")" },
      ...{ list: ["List.of(", ")"], words: JSON_WORDS },
    };
    const camel = (key: string) => pascal(key).replace(/^./, (letter) => letter.toLowerCase());
    const calls = Object.entries(grader)
      .filter(([key]) => key !== "type")
      .map(([key, value]) => `\n    .${camel(key)}(${spell(value, spelling)})`);
    return `${className(grader)} g = ${className(grader)}.builder()${calls.join("")}\n    .build();`;
  },
  "JSON in a Python string": (grader, choose) => {
    const json = JSON.stringify(grader, null, choose(2) * 2);
    return `import json\ng = json.loads(${quoted(json, choose(2) === 0 ? '"""' : "'''")})\nprint(g)`;
  },
  "JSON in an f-string": (grader) => {
    const json = JSON.stringify(grader).replaceAll("{", "{{").replaceAll("}", "}}");
    return `body = f${quoted(json, '"""')}\n`;
  },
  "a notebook": (grader, choose) => {
    const code = `%pip install openai\n${DIALECTS["a Python dict"]!(grader, choose)}`;
    const source = choose(2) === 0 ? code : code.split(/(?<=\n)/);
    const cells = [
      { cell_type: "markdown", source: ["# {'type': 'python', 'source': 1}"] },
      { cell_type: "code", source, outputs: [], metadata: {} },
    ];
    return JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }, null, 1);
  },
  "a curl command": (grader) =>
    `curl https://x/v1 -H "Authorization: Bearer $KEY" \\\n  -d ${single(JSON.stringify({ grader, model_sample: "x" }, null, 2))}`,
  "a here document and its curl": (grader) =>
    `cat > grader.json <<'EOF'\n${JSON.stringify({ grader }, null, 2)}\nEOF\ncurl https://x/v1 -d @grader.json\n`,
  "a shell's variable": (grader) =>
    `#!/bin/sh\nBODY=${single(JSON.stringify(grader))}\ncurl https://x/v1 -d "{\\"grader\\": $BODY}"\n`,
};
