import { config } from "@vscode/l10n";
import { afterEach, expect, it } from "vitest";
import { said, saidBy } from "../../../src/core/said";

afterEach(() => {
  config({ contents: {} });
});

it("says a sentence once where the user reads English", () => {
  expect(said("{0} of {1} rows", 2, "seven")).toEqual({ message: "2 of seven rows" });
});

it("says it in the user's language and in English for the API", () => {
  config({ contents: { "{0} of {1} rows": "{1} Zeilen, davon {0}" } });
  expect(said("{0} of {1} rows", 2, "{0}")).toEqual({
    message: "{0} Zeilen, davon 2",
    english: "2 of {0} rows",
  });
});

it("keeps what an error said in both", () => {
  config({ contents: { "It failed: {0}": "Fehlgeschlagen: {0}", "It is too large.": "Zu groß." } });
  const error = Object.assign(new Error("Zu groß."), { english: "It is too large." });
  const english = "It failed: It is too large.";
  expect(said("It failed: {0}", saidBy(error))).toEqual({ message: "Fehlgeschlagen: Zu groß.", english });
  expect(said("It failed: {0}", saidBy("no reason")).english).toBe("It failed: no reason");
});
