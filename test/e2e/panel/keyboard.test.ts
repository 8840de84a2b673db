import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { PanelBrowser, type PanelOptions, type PanelPage } from "./page";
import { multi, strip500 } from "./runViews";
import { failure, preflight, running, validation } from "./views";

let browser: PanelBrowser;
let panel: PanelPage;
beforeAll(async () => {
  browser = await PanelBrowser.start();
});
afterAll(() => browser.close());
afterEach(() => panel.close());

async function open(options?: PanelOptions): Promise<void> {
  panel = await browser.open(options);
}

async function press(...keys: string[]): Promise<void> {
  for (const key of keys) await panel.page.keyboard.press(key);
  await panel.drawn();
}

/** Everything that Tab reaches, in order. */
async function tabStops(most = 60): Promise<readonly string[]> {
  const stops: string[] = [];
  while (stops.length < most) {
    await panel.page.keyboard.press("Tab");
    const focused = await panel.evaluate<boolean>("document.activeElement !== document.body");
    if (!focused) break;
    stops.push(await panel.focused());
  }
  return stops;
}

describe("Tab", () => {
  it("reaches every control of a result, the strip once", async () => {
    await open();
    await panel.show(multi);
    expect(await tabStops()).toEqual([
      "Previous sample",
      "Next sample",
      "Run again",
      "Copy as",
      "Run All",
      'Sample 2 "off by one": 0.57, not passed',
      "exact",
      "Why The texts share 39 % of their characters.",
      "Rendered inputs input, reference",
      "close",
      "Output printed 2 lines",
      "Error flags none of 7 raised",
      "Metadata",
      "Raw JSON",
    ]);
  });

  it("reaches every link of a preflight", async () => {
    await open();
    await panel.show(preflight);
    expect(await tabStops()).toEqual([
      "Check again",
      "train.jsonl",
      "valid.jsonl",
      "math.grader.json:12",
      "train.jsonl:4",
    ]);
  });

  it("reaches every control of a validation and a failure", async () => {
    await open();
    await panel.show(validation);
    expect(await tabStops()).toEqual([
      "Validate again",
      "Line 22, column 31",
      "Change to exact",
      "Line 14, column 9",
      "Line 2, column 11",
      "Apply to the grader",
    ]);
    await panel.show({ ...failure, heading: { ...failure.heading, grader: "other" } });
    expect(await tabStops()).toContain("Run on the Engine");
  });
});

describe("the strip", () => {
  const focusStrip = () => panel.page.locator("graders-strip [role=option][tabindex='0']").focus();

  it("is walked by arrows, Home and End", async () => {
    await open();
    await panel.show(multi);
    await focusStrip();
    const walk = async (key: string) => {
      await press(key);
      return panel.focused();
    };
    expect(await walk("ArrowRight")).toBe("Sample 3: 0.9412, passed");
    expect(await walk("ArrowLeft")).toBe('Sample 2 "off by one": 0.57, not passed');
    expect(await walk("Home")).toBe('Sample 1 "exact": 1.00, passed');
    expect(await walk("ArrowLeft")).toBe('Sample 1 "exact": 1.00, passed');
    expect(await walk("End")).toBe("Sample 7: not run yet");
    expect(await walk("ArrowRight")).toBe("Sample 7: not run yet");
    expect(await panel.requests()).toEqual([]);
  });

  it("shows a sample by Enter, Space and click, and keeps the focus while it runs", async () => {
    await open();
    await panel.show(multi);
    await focusStrip();
    await press("ArrowRight", "Enter");
    await panel.show(running);
    expect(await panel.focused()).toBe("Sample 3: 0.9412, passed");
    await panel.show(multi);
    expect(await panel.focused()).toBe("Sample 3: 0.9412, passed");
    await press("End", " ");
    await panel.page.getByRole("option", { name: "Sample 4" }).click();
    expect(await panel.requests()).toEqual([
      { type: "select-sample", row: "row 2" },
      { type: "select-sample", row: "row 6" },
      { type: "select-sample", row: "row 3" },
    ]);
  });

  it("moves by its rows up and down, and scrolls to where the focus is", async () => {
    await open({ width: 760 });
    await panel.show(strip500);
    await focusStrip();
    const number = async () => Number(/Sample (\d+)/.exec(await panel.focused())?.[1]);
    expect(await number()).toBe(251);
    await press("ArrowDown");
    const columns = (await number()) - 251;
    expect(columns).toBeGreaterThan(5);
    await press("ArrowUp", "ArrowUp");
    expect(await number()).toBe(251 - columns);
    await press("End");
    expect(await number()).toBe(500);
    const shown = await panel.page.getByRole("option", { name: /^Sample 500:/ }).evaluate((cell) => {
      const { top, bottom } = cell.getBoundingClientRect();
      const list = cell.parentElement?.getBoundingClientRect();
      return list !== undefined && top >= list.top && bottom <= list.bottom;
    });
    expect(shown).toBe(true);
  });

  it("lets the batch be run and cancelled", async () => {
    await open();
    await panel.show(multi);
    await panel.button("Run All").press("Enter");
    await panel.show(strip500);
    await panel.button("Cancel").press("Enter");
    expect(await panel.requests()).toEqual([{ type: "run-all" }, { type: "cancel" }]);
  });
});

describe("the heading's buttons", () => {
  it("go to the neighbours", async () => {
    await open();
    await panel.show(multi);
    await panel.button("Previous sample").press("Enter");
    await panel.button("Next sample").press("Enter");
    expect(await panel.requests()).toEqual([
      { type: "select-sample", row: "row 0" },
      { type: "select-sample", row: "row 2" },
    ]);
  });

  it("keep the focus when a run starts and ends", async () => {
    await open();
    await panel.show(multi);
    await panel.button("Run again").focus();
    await press("Enter");
    await panel.show(running);
    expect(await panel.focused()).toBe("Cancel");
    await panel.show(multi);
    expect(await panel.focused()).toBe("Run again");
    expect(await panel.requests()).toEqual([{ type: "run-again" }]);
  });
});

describe("Copy as", () => {
  it("is a menu: arrows, Home, End, Enter, Escape", async () => {
    await open();
    await panel.show(multi);
    const button = panel.button("Copy as");
    await button.focus();
    await press("Enter");
    expect(await button.getAttribute("aria-expanded")).toBe("true");
    expect(await panel.focused()).toBe("JSON");
    await press("ArrowUp");
    expect(await panel.focused()).toBe("Markdown");
    await press("ArrowDown", "ArrowDown");
    expect(await panel.focused()).toBe("curl");
    await press("Escape");
    expect(await button.getAttribute("aria-expanded")).toBe("false");
    expect(await panel.focused()).toBe("Copy as");
    await press("ArrowUp", "ArrowUp", "Enter");
    expect(await panel.focused()).toBe("Copy as");
    expect(await panel.requests()).toEqual([{ type: "copy-as", format: "command-line" }]);
  });

  it("closes when the focus leaves it", async () => {
    await open();
    await panel.show(multi);
    await panel.button("Copy as").click();
    expect(await panel.page.getByRole("menuitem").count()).toBe(5);
    await panel.picture("menu-light");
    await press("Tab");
    expect(await panel.page.getByRole("menuitem").count()).toBe(0);
  });
});
