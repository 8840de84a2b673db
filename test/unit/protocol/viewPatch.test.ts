import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PanelView, StripCell, StripView } from "../../../src/core/report/panel/panelView";
import { patchedView, viewPatch } from "../../../src/protocol/viewPatch";

const cell: fc.Arbitrary<StripCell> = fc.record({
  row: fc.constantFrom("a", "b", "c"),
  label: fc.constantFrom("1", "2"),
  state: fc.constantFrom("none", "running", "scored", "errored", "no-output"),
  text: fc.constantFrom("1.00", "0.00", "·"),
  current: fc.boolean(),
});
const strip: fc.Arbitrary<StripView> = fc.record({
  cells: fc.array(cell, { maxLength: 6 }),
  summary: fc.string({ maxLength: 3 }),
  running: fc.boolean(),
});
const heading = fc.record({
  grader: fc.constantFrom("a.grader.json", "b.grader.json"),
  provider: fc.constant("engine"),
  stale: fc.boolean(),
  restored: fc.boolean(),
});
/** Kinds with sections that may be there or not. */
const view: fc.Arbitrary<PanelView> = fc.oneof(
  fc.constant<PanelView>({ kind: "empty" }),
  fc.record(
    { kind: fc.constant("running" as const), heading, activity: fc.string({ maxLength: 2 }), strip },
    { requiredKeys: ["kind", "heading", "activity"] },
  ),
  fc.record(
    {
      kind: fc.constant("failure" as const),
      heading,
      title: fc.constantFrom("Key missing", "Not reached"),
      message: fc.string({ maxLength: 2 }),
      mend: fc.string({ maxLength: 2 }),
      actions: fc.constant([]),
      strip,
    },
    { requiredKeys: ["kind", "heading", "title", "message", "actions"] },
  ),
);

describe("a patch", () => {
  it("makes of one view any other of its kind", () => {
    fc.assert(
      fc.property(view, view, (before, after) => {
        const patch = viewPatch(before, after);
        if (before.kind !== after.kind) expect(patch).toBeUndefined();
        else expect(patchedView(before, patch!)).toEqual(after);
      }),
      { numRuns: 2_000 },
    );
  });

  it("has of a batch's tick the cell that changed, and nothing of the page", () => {
    const cells = Array.from({ length: 500 }, (_, index): StripCell => ({
      row: String(index),
      label: String(index),
      state: "none",
      text: "not run yet",
      current: false,
    }));
    const before: PanelView = {
      kind: "running",
      heading: { grader: "x".repeat(10_000), provider: "engine", stale: false, restored: false },
      activity: "Grading",
      strip: { cells, summary: "500 samples", running: true },
    };
    const scored = { ...cells[7]!, state: "scored" as const, text: "1.00" };
    const after: PanelView = {
      ...before,
      strip: { cells: cells.with(7, scored), summary: "500 samples: 1 scored", running: true },
    };
    expect(viewPatch(before, after)).toEqual({
      sections: {},
      gone: [],
      strip: { around: { summary: "500 samples: 1 scored", running: true }, cells: [[7, scored]] },
    });
  });
});
