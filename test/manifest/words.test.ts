import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readBundle } from "../../scripts/l10n.mjs";

test("the bundle for translators has every sentence of the sources", async () => {
  const bundle: unknown = JSON.parse(readFileSync("l10n/bundle.l10n.json", "utf8"));
  expect(bundle).toEqual(await readBundle());
});
