import assert from "node:assert/strict";
import type * as vscode from "vscode";
import graderSchema from "../../../schemas/grader.schema.json";
import { GRADER_TYPES } from "../../../src/core/grader/types";
import { openTab, removeFiles, writeFile } from "../support/documents";
import { FAULTS, ROOT_FAULTS, type Fault } from "../support/graderFaults";
import { allChecked, marked, problemsOf, type ShownProblem } from "../support/problems";
import { after, suite, test } from "../support/runner";
import { WHOLE } from "../support/wholeGraders";

/** What a top-level label_model always gets, in any state. */
const LABEL_HINT = "Hosted run and validate take label_model only inside a multi.";

function faultsOf(document: vscode.TextDocument): ShownProblem[] {
  return problemsOf(document)
    .filter(({ message }) => !message.startsWith(LABEL_HINT))
    .map(startOfObject);
}

/** What is missing in an object is shown at its brace by VS Code 1.99, at all of it by newer ones. */
function startOfObject(problem: ShownProblem): ShownProblem {
  const { start, at, message } = problem;
  return message.startsWith("Missing") && at.startsWith("{")
    ? { ...problem, at: "{", end: start + 1 }
    : problem;
}

/** Opens them all, then compares everything that Problems has for each. */
async function assertUnderlinedOnce(folder: string, extension: string, faults: readonly Fault[]) {
  const opened: { document: vscode.TextDocument; fault: Fault }[] = [];
  for (const fault of faults) {
    const document = await openTab(`${folder}/${fault.what}.${extension}`, marked(fault.text).text);
    opened.push({ document, fault });
  }
  await allChecked();
  const found = opened.map(({ document, fault }) => ({ what: fault.what, problems: faultsOf(document) }));
  const expected = faults.map(({ what, text, message }) => {
    const { start, end, text: plain } = marked(text);
    return { what, problems: [{ at: plain.slice(start, end), start, end, message, ours: false }] };
  });
  assert.deepEqual(found, expected);
}

suite("Schema: faults", () => {
  after(removeFiles);

  for (const type of GRADER_TYPES) {
    test(`underlines each fault of a ${type} in its place, once`, () =>
      assertUnderlinedOnce(type, "grader.json", FAULTS[type]));
  }

  test("underlines a wrong or missing type, and nothing else of that file", () =>
    assertUnderlinedOnce("root", "grader.json", ROOT_FAULTS));

  test("says the same in .grader.jsonc", () =>
    assertUnderlinedOnce("jsonc", "grader.jsonc", [
      ...ROOT_FAULTS,
      ...GRADER_TYPES.map((type) => ({ ...FAULTS[type][0]!, what: type })),
    ]));

  test("finds nothing wrong with a grader of any type that has all its fields", async () => {
    await writeFile("whole/grader.schema.json", JSON.stringify(graderSchema));
    const documents: vscode.TextDocument[] = [];
    for (const type of GRADER_TYPES) {
      const document = await openTab(`whole/${type}.grader.json`, JSON.stringify(WHOLE[type], undefined, 2));
      documents.push(document);
    }
    await allChecked();
    assert.deepEqual(
      documents.map(faultsOf),
      documents.map(() => []),
    );
  });
});
