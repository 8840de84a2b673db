import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readGraderDocument } from "../../../../../src/core/grader/document";
import { readJson } from "../../../../../src/core/json/read";
import { toPlain } from "../../../../../src/core/json/value";
import { copyAs } from "../../../../../src/core/report/copyAs/copyAs";
import { copyFormatsOf } from "../../../../../src/core/report/copyAs/formats";
import { powershellWord } from "../../../../../src/core/report/copyAs/powershell";
import { shellKind } from "../../../../../src/core/report/copyAs/shellKind";
import { engineRun, EXACT } from "../support";
import { AWKWARD, awkwardRun, hostedCopy } from "./cases";

// No PowerShell runs here: this reads it by its documented rules (about_Quoting_Rules, about_Parsing).

const QUOTE = /['\u2018-\u201b]/;

/** The text that a word in argument mode means, and what stands behind it. */
function readWord(source: string): readonly [word: string, rest: string] {
  if (!QUOTE.test(source[0] ?? "")) {
    const [word = ""] = /^[A-Za-z\d_][\w./\\]*/.exec(source) ?? [];
    return [word, source.slice(word.length)];
  }
  let word = "";
  for (let at = 1; at < source.length; at++) {
    const character = source[at] ?? "";
    if (QUOTE.test(character)) {
      if (!QUOTE.test(source[at + 1] ?? "")) return [word, source.slice(at + 1)];
      at++;
    }
    word += character;
  }
  throw new Error(`The quote is not closed: ${source}`);
}

/** The text of a single-quoted here-string, which ends where a line begins with a quote and @. */
function readHereString(source: string): readonly [text: string, rest: string] {
  const [whole = "", text = ""] = /^@['\u2018-\u201b]\n([^]*?)\n['\u2018-\u201b]@/.exec(source) ?? [];
  return [text, source.slice(whole.length)];
}

/** A command's words, each behind a blank. */
function readWords(source: string): readonly string[] {
  if (source === "" || source === "\n") return [];
  const [word, rest] = readWord(source.replace(/^ /, ""));
  return [word, ...readWords(rest)];
}

/** The command line that PowerShell before 7.3 makes, and the arguments that Windows reads of it. */
function throughLegacy(words: readonly string[]): readonly string[] {
  const line = words.map((word) => (/\s/.test(word) ? `"${word}"` : word)).join(" ");
  const found: string[] = [];
  let [word, quoted] = ["", false];
  for (const [, slashes = "", rest = ""] of line.matchAll(/(\\*)([^\\]|$)/g)) {
    const escaped = rest === '"' && slashes.length % 2 === 1;
    word += rest === '"' ? "\\".repeat(slashes.length >> 1) : slashes;
    if (rest === '"' && !escaped) quoted = !quoted;
    else if (/^\s?$/.test(rest) && !quoted) [word] = (found.push(word), [""]);
    else word += rest;
  }
  return found;
}

const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(...Array.from("'\"‘’‚‛“”`$@\\!~*?#&;|<>(){}[]=% \n\t-,.:_")),
      fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(""));

describe("any text", () => {
  test("is one word", () => {
    fc.assert(
      fc.property(text, (word) => {
        expect(readWord(`${powershellWord(word)} x`)).toEqual([word, " x"]);
      }),
    );
  });

  test("arrives as a sample, whatever PowerShell does to characters that are not ASCII", async () => {
    for (const output of [
      AWKWARD,
      "it's\n'@\n’@",
      "\0\ud83d\u2028“ü”",
      "@file",
      "-",
      ...fc.sample(text, 50),
    ]) {
      const copied = copyAs("powershell-command-line", await awkwardRun(output));
      expect(copied).toMatch(/^[ -~\n]*$/);
      const [json, rest] = readHereString(copied);
      expect(toPlain(readJson(json))).toMatchObject({ model_sample: output });
      expect(rest.startsWith(" | graders ")).toBe(true);
      expect(readWords(rest.slice(" | graders ".length))).toEqual(["run", "test.grader.json", "--row=-"]);
    }
  });
});

test("the request has the same body as JSON, and its key from the environment", async () => {
  const json = readJson(copyAs("json", await awkwardRun()));
  for (const [id, url, header] of [
    ["openai", "https://api.openai.com/v1", 'Authorization = "Bearer $env:OPENAI_API_KEY"'],
    ["foundry", "https://x.openai.azure.com/openai/v1", "'api-key' = $env:AZURE_OPENAI_API_KEY"],
    ["custom", "https://g.example.com/it's/v1", 'Authorization = "Bearer $env:GRADERS_API_KEY"'],
  ] as const) {
    const copied = copyAs("powershell-request", hostedCopy(id, url));
    const [address, rest] = readWord(copied.replace("Invoke-RestMethod ", ""));
    expect(address).toBe(`${url}/fine_tuning/alpha/graders/run`);
    expect(rest.split("-Body ")[0]).toBe(
      ` -Method Post -ContentType 'application/json' -Headers @{ ${header} } `,
    );
    const [body, end] = readHereString(rest.slice(rest.indexOf("@'")));
    expect(readJson(body)).toEqual(readJson(copyAs("json", hostedCopy(id, url))));
    expect(end).toBe(" | ConvertTo-Json -Depth 100\n");
  }
  const [own] = readHereString(/@'[^]*/.exec(copyAs("powershell-request", await awkwardRun()))?.[0] ?? "");
  expect(readJson(own)).toEqual(json);
});

test("a grader's place arrives with its quotation marks", async () => {
  const key = 'say "hi"\\" it\'s';
  const source = JSON.stringify({ [key]: EXACT });
  const context = await engineRun(EXACT, { item: { answer: "a" }, model_sample: "a" });
  const document = readGraderDocument("my rewards.json", source, { base: [key] });
  const copied = copyAs("powershell-command-line", { ...context, document, graderFile: "my rewards.json" });
  expect(copied).toMatch(/^& \{\n\$PSNativeCommandArgumentPassing = 'Legacy'\n@'\n/);
  const command = /\| graders ([^]*)\n\}\n$/.exec(copied)?.[1] ?? "";
  expect(throughLegacy(readWords(command))).toEqual(["run", `my rewards.json#/${key}`, "--row=-"]);
});

test("the user's shell comes first, the other says its name", () => {
  const result = { metadata: { type: "string_check" } } as never;
  const labels = (program: string) => copyFormatsOf(result, shellKind(program)).map(({ label }) => label);
  const other = ["Invoke-RestMethod (PowerShell)", "graders run (PowerShell)"];
  for (const program of ["/bin/bash", "/usr/bin/zsh", "C:\\Program Files\\Git\\bin\\bash.exe", ""])
    expect(labels(program)).toEqual(["JSON", "curl", "Python (openai)", "graders run", "Markdown", ...other]);
  for (const program of [
    "C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe",
    "/usr/bin/pwsh",
    "C:\\Program Files\\PowerShell\\7\\pwsh.exe",
    "C:\\Windows\\System32\\cmd.exe",
  ])
    expect(labels(program)).toEqual([
      ...["JSON", "Invoke-RestMethod", "Python (openai)", "graders run", "Markdown"],
      ...["curl (sh, bash, zsh)", "graders run (sh, bash, zsh)"],
    ]);
});
