import { describe, expect, it } from "vitest";
import { readArgs } from "../../../src/cli/args";
import { UsageError, worstExit, EXIT } from "../../../src/cli/exitCodes";

describe("command line", () => {
  it("runs the paired samples on the engine by default", () => {
    expect(readArgs(["run", "math.grader.json"])).toEqual({
      command: "run",
      grader: "math.grader.json",
      samples: { from: "paired" },
      strict: false,
      judge: { cache: true },
      embeddings: {},
      provider: "engine",
      format: "text",
    });
  });

  it("takes a Python of the user's, by its path or from PATH", () => {
    expect(readArgs(["run", "g.json", "--python", "interpreter"])).toMatchObject({ interpreter: "" });
    expect(readArgs(["run", "g.json", "--python-path", "/p"])).toMatchObject({ interpreter: "/p" });
    expect(readArgs(["serve", "--python", "sandbox"])).not.toHaveProperty("interpreter");
  });

  it("takes a folder of wheels, for the sandbox only", () => {
    expect(readArgs(["run", "g.json", "--wheels", "w"])).toMatchObject({ wheels: "w" });
  });

  it("takes one output with its item", () => {
    expect(readArgs(["run", "g.json", "--model-sample", "-", "--item", '{"a":1}'])).toMatchObject({
      samples: { from: "text", modelSample: "-", item: '{"a":1}' },
    });
  });

  it("takes a value that begins with a dash after an equals sign", () => {
    expect(readArgs(["run", "g.json", "--model-sample=-5"])).toMatchObject({
      samples: { modelSample: "-5" },
    });
  });

  it("validates several files against a warning limit", () => {
    expect(readArgs(["validate", "a.grader.json", "b.grader.json", "--max-warnings", "0"])).toMatchObject({
      files: ["a.grader.json", "b.grader.json"],
      maxWarnings: 0,
    });
  });

  it("serves, with the engine's options and a place", () => {
    expect(readArgs(["serve", "--port", "0", "--judge", "replay", "--recordings", "a.jsonl"])).toMatchObject({
      command: "serve",
      port: 0,
      judge: { mode: "replay" },
      recordings: "a.jsonl",
    });
  });

  it.each([[[]], [["--help"]], [["help"]]])("gives help for %j", (argv) => {
    expect(readArgs(argv)).toEqual({ command: "help" });
  });

  it.each(["run", "validate", "preflight", "serve"])("gives help of its own for %s", (command) => {
    for (const option of ["--help", "-h"])
      expect(readArgs([command, option])).toEqual({ command: "help", of: command });
  });

  it.each([
    [["grade"], /"grade" is no command/],
    [["run", "g", "--wheels", ""], /--wheels takes the path of a folder/],
    [["run", "g", "--wheels", "w", "--python", "interpreter"], /--wheels is the sandbox's/],
    [["run"], /Name a grader/],
    [["run", "a", "b"], /"b" is one file too many/],
    [["validate"], /at least one/],
    [["run", "g", "--provider", "azure"], /engine, openai, foundry, custom: "azure"/],
    [["run", "g", "--samples", "s", "--model-sample", "x"], /Use one of/],
    [["run", "g", "--sample", "2", "--row", "{}"], /--sample picks a row/],
    [["run", "g", "--item", "{}", "--row", "{}"], /--item goes with --model-sample, or alone/],
    [["run", "g", "--item", "{}", "--samples", "s"], /--item goes with --model-sample, or alone/],
    [["run", "g", "--timeout", "soon"], /--timeout takes a whole number/],
    [["run", "g", "--timeout", "3000000"], /at most 86400 seconds/],
    [["serve", "--timeout", "3000000"], /at most 86400 seconds/],
    [["run", "g", "--unknown"], /^This command has no option --unknown\. See graders --help\.$/],
    [["run", "g", "--smaples", "s"], /^This command has no option --smaples\. Did you mean --samples\? See/],
    [["validate", "g", "--port", "1"], /^This command has no option --port\. See/],
    [["run", "g", "--samples"], /argument missing\. See graders --help\.$/],
    [["validate", "g", "--max-warnings", "-1"], /--max-warnings/],
  ])("refuses %j in words that help", (argv, message) => {
    expect(() => readArgs(argv)).toThrow(UsageError);
    expect(() => readArgs(argv)).toThrow(message);
  });
});

describe("exit codes", () => {
  it("lets the highest of 2, 3, 1 win, in this order, and an interruption above all", () => {
    expect(worstExit([])).toBe(EXIT.ok);
    expect(worstExit([0, 1])).toBe(1);
    expect(worstExit([1, 3])).toBe(3);
    expect(worstExit([3, 2, 1])).toBe(2);
    expect(worstExit([2, 130])).toBe(130);
  });
});

describe("text metrics", () => {
  const read = (...options: string[]) => readArgs(["run", "g.json", ...options]);

  it("takes a profile, whole or in part", () => {
    expect(read("--metrics", "tokenizer=split, smoothing=none")).toMatchObject({
      metrics: { tokenizer: "split", smoothing: "none" },
    });
    expect(read("--metrics", "smoothing=method1")).toMatchObject({
      metrics: { tokenizer: "nltk-word", smoothing: "method1" },
    });
  });

  it.each(["tokenizer=words", "smoothing=5", "split", "case=lower", ""])(
    "refuses the profile %j",
    (profile) => {
      expect(() => read("--metrics", profile)).toThrow(UsageError);
    },
  );

  it("takes a server of embeddings", () => {
    expect(read("--embeddings-url", "http://localhost:11434/v1", "--embeddings-model", "m")).toMatchObject({
      embeddings: { url: "http://localhost:11434/v1", model: "m" },
    });
    expect(() => read("--embeddings-model", "m")).toThrow("--embeddings-url");
    expect(() => read("--embeddings-url", "localhost")).toThrow(UsageError);
  });
});
