import { describe, expect, test } from "vitest";
import { nextStep, type SyncState, type SyncStep } from "../../../../src/core/embeddedText/sync";

const AGREED = { json: "a", file: "a" };
const state = (changes: Partial<SyncState>): SyncState => ({
  ...{ agreed: AGREED, json: "a", file: "a", dirty: false, putOff: false, saved: false, restored: false },
  ...changes,
});

const cases: readonly [string, Partial<SyncState>, SyncStep][] = [
  ["nothing changed", {}, "rest"],
  ["saved without a change", { saved: true }, "rest"],
  ["the file was saved", { file: "b", saved: true }, "write-json"],
  ["the file was saved before a restart", { file: "b" }, "write-json"],
  ["the JSON changed", { json: "b" }, "write-file"],
  ["the JSON changed, and the old file was saved", { json: "b", saved: true }, "write-file"],
  ["both changed", { json: "b", file: "c" }, "ask"],
  ["both changed to the same", { json: "b", file: "b" }, "agree"],
  ["both changed, and the choice was put off", { json: "b", file: "c", putOff: true }, "rest"],
  ["the JSON changes on after that", { json: "d", file: "c", putOff: true }, "rest"],
  ["the file changes on after that", { json: "b", file: "d", putOff: true }, "rest"],
  ["it is saved again after that", { json: "b", file: "c", putOff: true, saved: true }, "ask"],
  ["the JSON comes back after that", { json: "a", file: "c", putOff: true }, "write-json"],
  ["unsaved", { file: "b", dirty: true }, "rest"],
  ["unsaved, and the JSON changed", { json: "b", file: "c", dirty: true }, "rest"],
  ["unsaved, and the JSON is gone", { json: undefined, file: "c", dirty: true }, "rest"],
  ["unsaved before a restart", { file: "b", dirty: true, restored: true }, "rest"],
  [
    "unsaved before a restart, and the JSON changed",
    { json: "b", file: "c", dirty: true, restored: true },
    "rest",
  ],
  [
    "unsaved before a restart, and the JSON is gone",
    { json: undefined, file: "c", dirty: true, restored: true },
    "stranded",
  ],
  ["the JSON is gone, the file unchanged", { json: undefined }, "rest"],
  ["the JSON is gone, the file saved", { json: undefined, file: "b", saved: true }, "stranded"],
  ["saving formatted the file", { agreed: { json: "a", file: "A" }, file: "A" }, "rest"],
  ["and the JSON changed", { agreed: { json: "a", file: "A" }, json: "b", file: "A" }, "write-file"],
  ["and then the file was saved", { agreed: { json: "a", file: "A" }, file: "B", saved: true }, "write-json"],
  ["never agreed, both the same", { agreed: undefined }, "agree"],
  ["never agreed, and both differ", { agreed: undefined, file: "b" }, "ask"],
  ["never agreed, and no JSON", { agreed: undefined, json: undefined }, "stranded"],
];

describe("what brings the two sides together", () => {
  test.each(cases)("%s", (_what, changes, step) => {
    expect(nextStep(state(changes))).toBe(step);
  });

  test("nothing is overwritten that only one side has", () => {
    const texts = ["a", "b", "c"];
    for (const file of texts)
      for (const json of [...texts, undefined])
        for (const dirty of [true, false])
          for (const saved of [true, false])
            for (const putOff of [true, false]) {
              const step = nextStep(state({ file, json, dirty, saved, putOff }));
              if (step === "write-file") expect(file).toBe(AGREED.file);
              if (step === "write-json") expect(json).toBe(AGREED.json);
              if (dirty) expect(step).toBe("rest");
            }
  });
});
