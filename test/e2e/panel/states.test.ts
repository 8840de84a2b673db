import axe from "axe-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PanelBrowser, THEMES, type PanelPage, type Theme } from "./page";
import { STATES } from "./views";

let browser: PanelBrowser;
beforeAll(async () => {
  browser = await PanelBrowser.start();
});
afterAll(() => browser.close());

/** axe without what it would fetch: the page's policy lets nothing be fetched. */
async function violations(panel: PanelPage): Promise<readonly string[]> {
  const found = await panel.evaluate<Pick<axe.AxeResults, "violations">>(
    "axe.run(document, { preload: false, resultTypes: ['violations'] })",
  );
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${String(target)} ${failureSummary ?? ""}`),
  );
}

describe.each(Object.keys(THEMES) as Theme[])("in %s", (theme) => {
  let panel: PanelPage;
  beforeAll(async () => {
    panel = await browser.open({ theme });
    await panel.evaluate(`${axe.source}; undefined`);
  });
  afterAll(() => panel.close());

  it.each(Object.keys(STATES) as (keyof typeof STATES)[])(
    "%s is accessible and breaks no rule of its page",
    async (state) => {
      await panel.show(STATES[state]);
      await panel.picture(`${state}-${theme}`);
      expect(panel.complaints).toEqual([]);
      expect(await violations(panel)).toEqual([]);
    },
  );
});
