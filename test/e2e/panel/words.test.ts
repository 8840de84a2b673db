import { pseudoWords } from "./pseudoWords";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PanelBrowser, type PanelPage } from "./page";
import { spokenViews } from "./spokenViews";
import { unsaid } from "./unsaid";

const kinds = await spokenViews();
let browser: PanelBrowser;
let panel: PanelPage;
beforeAll(async () => {
  browser = await PanelBrowser.start(pseudoWords);
  panel = await browser.open();
});
afterAll(() => browser.close());

describe.each(Object.entries(kinds))("%s, in another language,", (_kind, views) => {
  it.each(views)("has no words that nobody can translate: $name", async ({ view, given }) => {
    await panel.show(view, "result-1");
    expect(await unsaid(panel, given)).toEqual([]);
  });
});

it("offers formats to copy in that language", async () => {
  const [spoken] = kinds.checks ?? [];
  if (!spoken) throw new Error("there is no check");
  await panel.show(spoken.view, "result-1");
  await panel.page.locator("graders-copy-menu button").first().click();
  await panel.page.getByRole("menu").waitFor();
  expect(await unsaid(panel, spoken.given)).toEqual([]);
});
