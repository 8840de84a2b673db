import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AnswerReader } from "../../../../src/node/python/answerReader";

const TOKEN = "f00d";
const READY = { op: "ready", runtime: "Pyodide 1, Python 3", missingLayers: [] };
const score = { kind: "score", value: 1, returned: "int", notes: [], stdout: "", stderr: "" };
const graded = { op: "graded", id: 0, outcome: score, spoiled: false, heapMb: 20 };
const line = (answer: unknown, token = TOKEN) => `${token}${JSON.stringify(answer)}\n`;

function read(stream: Buffer, sizes: readonly number[] = []) {
  const seen: { answers: unknown[]; bytes: string[]; forged: number } = { answers: [], bytes: [], forged: 0 };
  const receiver = {
    answer: (answer: unknown) => void seen.answers.push(answer),
    bytes: (bytes: Uint8Array) => void seen.bytes.push(Buffer.from(bytes).toString("hex")),
  };
  const reader = new AnswerReader(TOKEN, receiver, () => {
    seen.forged++;
  });
  let from = 0;
  for (const size of [...sizes, stream.length]) {
    reader.take(stream.subarray(from, from + size));
    from += size;
  }
  return seen;
}

test("lines and raw bytes come apart however the stream is cut", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.array(fc.nat(60)), (raw, sizes) => {
      const stream = Buffer.concat([
        Buffer.from(line({ op: "snapshot", bytes: raw.length })),
        raw,
        Buffer.from(line(READY) + line(graded)),
      ]);
      expect(read(stream, sizes)).toEqual({
        answers: [READY, graded],
        bytes: [Buffer.from(raw).toString("hex")],
        forged: 0,
      });
    }),
  );
});

describe("is no answer:", () => {
  test.each([
    ["another token", line(graded, "beef")],
    ["no token", JSON.stringify(graded) + "\n"],
    ["no JSON", `${TOKEN}{\n`],
    ["an unknown op", line({ op: "toString" })],
    ["a value that is no number", line({ ...graded, outcome: { ...score, value: "1" } })],
    [
      "a value that is not finite",
      `${TOKEN}${JSON.stringify(graded).replace('"value":1', '"value":1e999')}\n`,
    ],
    ["an outcome that the child may not have", line({ ...graded, outcome: { kind: "unavailable" } })],
    ["notes that are no texts", line({ ...graded, outcome: { ...score, notes: [1] } })],
    [
      "a frame without a line",
      line({
        ...graded,
        outcome: { kind: "runtime_error", message: "", traceback: "", frames: [{}], stdout: "", stderr: "" },
      }),
    ],
    ["a negative id", line({ ...graded, id: -1 })],
    [
      "a span without an end",
      line({ op: "parsed", id: 0, parse: { kind: "syntax_error", message: "", span: {} } }),
    ],
  ])("%s", (_name, text) => {
    expect(read(Buffer.from(text))).toEqual({ answers: [], bytes: [], forged: 1 });
  });

  test("a snapshot once graders may have run", () => {
    const text = line(READY) + line({ op: "snapshot", bytes: 3 });
    expect(read(Buffer.from(text))).toEqual({ answers: [READY], bytes: [], forged: 1 });
  });

  test("a line without an end", () => {
    expect(read(Buffer.alloc(9 * 1024 * 1024, 0x20)).forged).toBe(1);
  });
});
