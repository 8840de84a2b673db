import { config } from "@vscode/l10n";
import { afterEach, expect, it } from "vitest";
import { said } from "../../../src/core/said";

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
    detail: "2 of {0} rows",
  });
});
