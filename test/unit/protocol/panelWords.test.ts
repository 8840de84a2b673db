import { expect, test } from "vitest";
import { panelWords } from "../../../src/protocol/panelWords";

test("the page gets the words that it says itself, and no others", () => {
  const words = { "Run All": "Alle ausführen", Grading: "Bewertung", "Raw JSON": "JSON-Rohdaten" };
  expect(panelWords(words)).toEqual({ "Raw JSON": "JSON-Rohdaten", "Run All": "Alle ausführen" });
});
