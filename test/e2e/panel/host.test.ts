import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { viewPatch } from "../../../src/protocol/viewPatch";
import { PanelBrowser, type PanelPage } from "./page";
import { multi } from "./runViews";

let browser: PanelBrowser;
let panel: PanelPage;
beforeAll(async () => {
  browser = await PanelBrowser.start();
});
afterAll(() => browser.close());
afterEach(() => panel.close());

describe("talking with the host", () => {
  it("asks for its view when it has loaded", async () => {
    panel = await browser.open();
    expect(await panel.posted()).toEqual([{ id: 1, request: { type: "ready" } }]);
  });

  it("asks for what it showed before a reload", async () => {
    panel = await browser.open({ state: { resultId: "r-7", folds: {} } });
    expect(await panel.posted()).toEqual([{ id: 1, request: { type: "ready", resultId: "r-7" } }]);
  });

  it.each([null, 7, "x", { folds: 3 }, { resultId: 4, folds: { raw: "yes" } }])(
    "starts from a state of %j",
    async (state) => {
      panel = await browser.open({ state });
      await panel.show(multi);
      expect(await panel.posted()).toEqual([{ id: 1, request: { type: "ready" } }]);
      expect(await panel.text("graders-reward .reward")).toBe("0.57");
      expect(panel.complaints).toEqual([]);
    },
  );

  it("keeps the result's id and the folds, and nothing else", async () => {
    panel = await browser.open();
    await panel.show(multi, "r-1");
    await panel.page.getByText("Raw JSON").click();
    await panel.page.getByText("Metadata").click();
    await panel.page.getByText("Metadata").click();
    await panel.drawn();
    expect(await panel.state()).toEqual({ resultId: "r-1", folds: { raw: true, metadata: false } });
  });

  it("opens the folds that were open before a reload", async () => {
    panel = await browser.open({ state: { folds: { "why:exact": true } } });
    await panel.show(multi);
    expect(await panel.page.locator("graders-why").isVisible()).toBe(true);
  });

  it("shows a refused request until it is dismissed", async () => {
    panel = await browser.open();
    await panel.show(multi);
    await panel.button("Run again").click();
    await panel.send({ type: "reply", id: 2, error: "The grader's file is gone." });
    expect(await panel.text("[role=alert]")).toContain("The grader's file is gone.");
    await panel.picture("alert-light");
    await panel.button("Dismiss").click();
    await panel.drawn();
    expect(await panel.text("[role=alert]")).toBe("");
  });

  it("gives each request an id of its own, and takes a refusal away with the next click", async () => {
    panel = await browser.open();
    await panel.show(multi);
    await panel.button("Run All").click();
    await panel.send({ type: "reply", id: 2, error: "No." });
    await panel.button("Run All").click();
    await panel.drawn();
    expect(await panel.text("[role=alert]")).toBe("");
    expect((await panel.posted()).map(({ id }) => id)).toEqual([1, 2, 3]);
  });

  it("passes over messages of others", async () => {
    panel = await browser.open();
    await panel.show(multi);
    await panel.send({ type: "view" });
    await panel.send({ type: "view", view: "no" });
    await panel.send({ hello: 1 });
    await panel.send({ type: "reply", id: 99 });
    expect(await panel.text("graders-reward .reward")).toBe("0.57");
    expect(panel.complaints).toEqual([]);
  });
});

describe("what changes", () => {
  it("is drawn into what is there, and the whole is asked for where that is another", async () => {
    panel = await browser.open();
    await panel.show(multi);
    const cells = [...multi.strip!.cells];
    cells[0] = { ...cells[0]!, text: "0.11" };
    const before = await panel.text("graders-reward .reward");
    const patch = viewPatch(multi, { ...multi, strip: { ...multi.strip!, cells } });
    await panel.send({ type: "patch", version: 2, patch: patch! });
    expect(await panel.text("graders-strip [role=option]")).toContain("0.11");
    expect(await panel.text("graders-reward .reward")).toBe(before);
    expect(await panel.requests()).toEqual([]);
    await panel.send({ type: "patch", version: 9, patch: patch! });
    expect(await panel.requests()).toMatchObject([{ type: "ready" }]);
    const [{ id } = { id: 0 }] = (await panel.posted()).slice(-1);
    const empty = { version: 9, view: { kind: "empty" as const } };
    await panel.send({ type: "reply", id, data: empty });
    expect(await panel.page.locator("graders-empty").count()).toBe(1);
  });
});
