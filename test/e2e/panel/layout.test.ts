import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PanelBrowser, type PanelPage } from "./page";
import { STATES, running } from "./views";

let browser: PanelBrowser;
beforeAll(async () => {
  browser = await PanelBrowser.start();
});
afterAll(() => browser.close());

describe.each([300, 480, 1400])("at %d pixels", (width) => {
  let panel: PanelPage;
  beforeAll(async () => {
    panel = await browser.open({ width, theme: "dark" });
  });
  afterAll(() => panel.close());

  it.each(Object.keys(STATES) as (keyof typeof STATES)[])("%s scrolls down only", async (state) => {
    await panel.show(STATES[state]);
    await panel.picture(`${state}-${width}`);
    expect(await panel.evaluate("document.documentElement.scrollWidth")).toBe(width);
  });
});

describe("alignment", () => {
  it("aligns sub-graders' bars and numbers", async () => {
    const panel = await browser.open();
    await panel.show(STATES.multi);
    const edges = (selector: string) =>
      panel.page.locator(selector).evaluateAll((elements) =>
        elements.map((element) => {
          const { left, right } = element.getBoundingClientRect();
          return { left, right };
        }),
      );
    const [bar, ...bars] = await edges("graders-parts .bar");
    const [number, ...numbers] = await edges("graders-parts .reward");
    expect(bars).toEqual([bar]);
    expect(numbers.map(({ right }) => right)).toEqual([number?.right]);
    await panel.close();
  });

  it("wraps a criterion's long name without squeezing it, and shows the sample's name beside an editor", async () => {
    const panel = await browser.open({ width: 512 });
    await panel.show(STATES.criteria);
    const name = panel.page.locator("graders-parts article:last-child h2");
    expect((await name.boundingBox())?.height).toBeLessThanOrEqual(3 * 24);
    const [needed, has] = await panel.page
      .locator("h1")
      .evaluate((title) => [title.scrollWidth, title.clientWidth]);
    expect(needed).toBe(has);
    await panel.close();
  });

  it("opens a long text where it differs", async () => {
    const panel = await browser.open();
    const line = "The same on both sides.\n".repeat(60);
    const side = (label: string) => ({
      label,
      pieces: [
        { kind: "same", text: line },
        { kind: "different", text: label, first: true },
        { kind: "same", text: `\n${line}` },
      ] as const,
    });
    const [part] = STATES.multi.parts;
    const why = { ...part!.why!, sides: [side("left"), side("right")] as const };
    await panel.show({ ...STATES.multi, parts: [{ ...part!, key: "long", why }] });
    const box = panel.page.locator("graders-why .text").first();
    await panel.page.locator("graders-parts summary").first().click();
    await panel.drawn();
    const isSeen = () =>
      box.evaluate((text) => {
        const [outer, inner] = [text, text.querySelector(".first")!].map((it) => it.getBoundingClientRect());
        return inner!.top >= outer!.top && inner!.bottom <= outer!.bottom;
      });
    expect(await isSeen()).toBe(true);
    await panel.close();
  });
});

describe("motion", () => {
  const animations = (panel: PanelPage): Promise<number> =>
    panel.page.locator("graders-strip .glyph-loading").evaluate((sign) => sign.getAnimations().length);

  it("turns and moves while something runs", async () => {
    const panel = await browser.open();
    await panel.show(running);
    expect(await animations(panel)).toBe(1);
    expect(await panel.page.getByRole("progressbar").isVisible()).toBe(true);
    await panel.close();
  });

  it("stands still for who asked for less motion, and still says that it runs", async () => {
    const panel = await browser.open({ reducedMotion: "reduce" });
    await panel.show(running);
    expect(await animations(panel)).toBe(0);
    expect(await panel.page.getByRole("progressbar").isVisible()).toBe(false);
    expect(await panel.text("graders-running")).toContain("Grading…");
    await panel.close();
  });
});
