import axe from "axe-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PanelBrowser, THEMES, type PanelPage, type Theme } from "./page";
import { STATES } from "./views";

type AxeResult = Pick<axe.AxeResults, "violations" | "incomplete">;

let browser: PanelBrowser;
beforeAll(async () => {
  browser = await PanelBrowser.start();
});
afterAll(() => browser.close());

/** axe without what it would fetch: the page's policy lets nothing be fetched. */
async function violations(panel: PanelPage): Promise<readonly string[]> {
  await panel.evaluate(`${axe.source}; undefined`);
  const found = await panel.evaluate<AxeResult>(
    "axe.run(document, { preload: false, resultTypes: ['violations'] })",
  );
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${String(target)} ${failureSummary ?? ""}`),
  );
}

const cases = Object.keys(STATES).flatMap((state) =>
  Object.keys(THEMES).map((theme) => [state, theme] as [keyof typeof STATES, Theme]),
);

describe("each state in each theme", () => {
  it.each(cases)("%s in %s is accessible and breaks no rule of its page", async (state, theme) => {
    const panel = await browser.open({ theme });
    await panel.show(STATES[state]);
    await panel.picture(`${state}-${theme}`);
    expect(panel.complaints).toEqual([]);
    expect(await violations(panel)).toEqual([]);
    await panel.close();
  });
});
