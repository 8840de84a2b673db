import { config } from "@vscode/l10n";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectKind, grade, gradeSource, sandbox } from "./support";

describe("in another language", () => {
  beforeAll(() => config({ contents: readFileSync("l10n/bundle.l10n.de.json", "utf8") }));
  afterAll(() => config({ contents: "{}" }));

  test("what our Python says is said in it, and in English for the API's details", async () => {
    const outcome = expectKind(await grade(await sandbox(), gradeSource("return []")), "runtime_error");
    expect(outcome).toMatchObject({
      message: "grade hat einen Wert vom Typ list zurückgegeben, keine Zahl.",
      english: "grade returned a value of type list, not a number.",
      mend: "Geben Sie einen float zurück.",
    });
  });

  test("remarks on a score are said in it", async () => {
    const outcome = expectKind(await grade(await sandbox(), gradeSource("return True")), "score");
    expect(outcome.notes).toEqual([
      "grade hat True zurückgegeben, gezählt als 1.0: Geben Sie einen float zurück.",
    ]);
  });

  test("what Python says itself stays as it is", async () => {
    const outcome = expectKind(await grade(await sandbox(), gradeSource("return 1 / 0")), "runtime_error");
    expect(outcome.message).toBe("ZeroDivisionError: division by zero");
    expect(outcome).not.toHaveProperty("english");
  });
});
