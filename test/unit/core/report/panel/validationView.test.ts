import { describe, expect, test } from "vitest";
import { readGraderDocument } from "../../../../../src/core/grader/document";
import { failureView } from "../../../../../src/core/report/panel/failureView";
import {
  problemOfMend,
  returnedChanges,
  validationView,
} from "../../../../../src/core/report/panel/validationView";
import { ProviderError } from "../../../../../src/core/provider/provider";
import { checkGrader } from "../../../../../src/core/validate/validateGrader";
import { documentOf, EXACT, MULTI, objectOf } from "../support";

const input = (document: ReturnType<typeof documentOf>) => ({
  document,
  graderFile: "test.grader.json",
  problems: checkGrader(document),
});

describe("a validation", () => {
  test("of a good grader says that it is ready", () => {
    const view = validationView(input(documentOf(EXACT)));
    expect(view).toMatchObject({
      kind: "validation",
      counts: { errors: 0, warnings: 0, information: 0 },
      summary: "No problems. The grader is ready to run.",
      findings: [],
      diff: [],
      canApply: false,
    });
  });

  test("lists findings at their place, with a mend that is found again", () => {
    const document = documentOf({ ...MULTI, calculate_output: "exact + clos + close" });
    const given = input(document);
    const view = validationView({ ...given, requestId: "req_1", notAsked: "The provider was not asked." });
    expect(view.summary).toBe(
      "1 error. The grader can't be run before the errors are corrected. The provider was not asked.",
    );
    expect(view.requestId).toBe("req_1");
    const [finding] = view.findings;
    expect(finding).toMatchObject({ severity: "error", code: "formula-unknown-variable", source: "graders" });
    const place = finding!.place.place;
    const range = place.in === "grader-text" ? place.range : { start: 0, end: 0 };
    expect(document.json.text.slice(range.start, range.end)).toBe("clos");
    const line = document.json.text.slice(0, range.start).split("\n");
    expect(finding?.place.label).toBe(`Line ${line.length}, column ${line.at(-1)!.length + 1}`);
    expect(problemOfMend(given.problems, finding!.mend!.id)).toBe(given.problems[0]);
    expect(problemOfMend(given.problems, "other:0")).toBeUndefined();
  });

  test("of a broken file has its place too", () => {
    const view = validationView(input(readGraderDocument("x.json", '{"type": }')));
    expect(view.counts.errors).toBe(1);
    expect(view.findings[0]).toMatchObject({ source: "JSON", place: { label: "Line 1, column 10" } });
  });

  test("shows how the returned grader differs", () => {
    const sent = documentOf({
      $schema: "x",
      type: "string_check",
      input: "a",
      reference: "b",
      operation: "eq",
    });
    const returned = objectOf({
      name: "n",
      type: "string_check",
      input: "a",
      reference: "c",
      image_tag: null,
    });
    const view = validationView({ ...input(sent), returned });
    expect(view.diff).toEqual([
      { change: "changed", path: "reference", sent: '"b"', returned: '"c"' },
      { change: "dropped", path: "operation", sent: '"eq"' },
      { change: "added", path: "name", returned: '"n"' },
    ]);
    expect(view.canApply).toBe(true);
    expect(returnedChanges({ document: sent, returned })).toHaveLength(3);
  });
});

describe("a provider that could not answer", () => {
  test("has title, message, mend and what can be done", () => {
    const error = new ProviderError("key-missing", "There is no key.", {
      mend: "Set one.",
      requestId: "req",
    });
    expect(failureView({ graderFile: "a.grader.json", provider: "openai", why: error })).toEqual({
      kind: "failure",
      heading: { grader: "a.grader.json", provider: "openai", stale: false, restored: false },
      title: "Key missing",
      message: "There is no key.",
      mend: "Set one.",
      requestId: "req",
      actions: [
        { id: "set-key", label: "Set API Key" },
        { id: "run-on-engine", label: "Run on the Engine" },
      ],
    });
  });
});
