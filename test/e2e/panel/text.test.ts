import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { PanelBrowser, type PanelPage } from "./page";
import { multi, scored } from "./runViews";
import { STATES } from "./views";

let browser: PanelBrowser;
let panel: PanelPage;
beforeAll(async () => {
  browser = await PanelBrowser.start();
});
afterAll(() => browser.close());
afterEach(() => panel.close());

async function show(state: keyof typeof STATES): Promise<void> {
  panel = await browser.open();
  await panel.show(STATES[state], state === "empty" ? undefined : "result-1");
}

function words(selector: string): Promise<string> {
  return panel.text(selector);
}

describe("what each state says", () => {
  it("says what to do where there is no result", async () => {
    await show("empty");
    expect(await words("main")).toBe(
      "No result yet Open a grader file, such as NAME.grader.json. " +
        "Then choose Run Grader on Sample or Validate Grader, in its title bar or above its first line.",
    );
  });

  it("shows that it runs, with a way to cancel", async () => {
    await show("running");
    expect(await words("graders-running")).toBe("Grading…");
    expect(await panel.page.getByRole("progressbar", { name: "Grading" }).count()).toBe(1);
    await panel.button("Cancel").click();
    expect(await panel.requests()).toEqual([{ type: "cancel" }]);
  });

  it("shows a reward with its scale, verdict and the reward before", async () => {
    await show("multi");
    expect(await words("h1")).toBe('math.grader.json › sample 2 of 7 "off by one"');
    expect(await words(".facts-line")).toBe("engine · reference library · 3 ms");
    expect(await words("graders-reward")).toBe(
      "0.57 scored not passed (≥ 0.8) was 0.62 0 1 not as the sample expects reward 0.57, expected 0.62 ± 1e-9",
    );
    expect(await panel.page.getByRole("img", { name: "0.57 on a range from 0 to 1" }).count()).toBe(1);
    expect(await panel.page.locator("graders-scale .marker").getAttribute("cx")).toBe("57.00%");
    expect(await panel.page.locator("graders-scale .threshold").getAttribute("x1")).toBe("80.00%");
    expect(await words("graders-formula")).toContain("= 0.7 * exact + 0.3 * close = 0.7 * 0.39 + 0.3 * 1.00");
  });

  it("shows how many criteria of an eval passed, and whether each did", async () => {
    await show("criteria");
    expect(await words("graders-reward")).toBe("2 of 3 criteria passed not passed: wording was passed");
    const verdicts = await panel.page.locator("graders-parts .verdict").allInnerTexts();
    expect(verdicts.map((text) => text.trim())).toEqual([
      "passed",
      "not passed (≥ 0.5)",
      "passed (≥ 1)",
      "passed",
    ]);
    expect(await words("article[aria-label=wording]")).toMatch(/^wording text_similarity 0\.29 not passed/);
  });

  it("shows sub-rewards as bars", async () => {
    await show("multi");
    expect(await words("article[aria-label=exact]")).toMatch(/^exact text_similarity 0\.39 /);
    const widths = await panel.page
      .locator("graders-parts .fill")
      .evaluateAll((bars) => bars.map((bar) => bar.getAttribute("width")));
    expect(widths).toEqual(["39.00%", "100.00%"]);
  });

  it("puts flag, message, place and mend where the number would be", async () => {
    await show("errored");
    expect(await words("graders-failures")).toBe(
      "Variable not found invalid_variable_error " +
        'item has no field "refrence_answer". Did you mean "reference_answer"? ' +
        "graders.exact.reference: {{ item.refrence_answer }} " +
        "Correct the variable, or add the field to the data. " +
        "A template or the formula names something that neither item nor sample has.",
    );
    expect(await words("graders-reward")).toBe("errored no score; the API's reward: 0.00");
    expect(await panel.page.locator("graders-reward .reward").count()).toBe(0);
    expect(await words("article[aria-label=exact]")).toContain("Variable not found no score");
    await panel.button("graders.exact.reference: {{ item.refrence_answer }}").click();
    expect(await panel.requests()).toEqual([
      { type: "open-place", place: { in: "grader", path: ["graders", "exact", "reference"] } },
    ]);
  });

  it("leads from each line of a traceback into the source", async () => {
    await show("traceback");
    expect(await words("graders-output")).toContain("ValueError: invalid literal for int()");
    await panel.button("line 9, in grade").click();
    await panel.button("line 4, in parse").click();
    expect(await panel.requests()).toEqual([
      { type: "open-place", place: { in: "grader", path: ["source"], span: { start: 120, end: 140 } } },
      { type: "open-place", place: { in: "grader", path: ["source"], span: { start: 40, end: 60 } } },
    ]);
  });

  it("names what can't be seen, marks the first difference and offers mends", async () => {
    await show("scored");
    const marks = panel.page.locator("graders-why mark.invisible");
    expect(await marks.allInnerTexts()).toEqual(["U+00A0 no-break space", "line break"]);
    expect(await panel.page.locator("graders-why mark.first").allInnerTexts()).toEqual([
      "U+00A0 no-break space",
      " ",
    ]);
    expect(await words("graders-why")).toContain("First difference: line 1, column 8");
    await panel.button("Compare with ilike").click();
    expect(await panel.requests()).toEqual([{ type: "apply-mend", id: "ilike" }]);
  });

  it("shows a judge's steps, result and what was adjusted", async () => {
    await show("judge");
    const text = await words("graders-judge");
    expect(text).toContain("Does it say what happens next? It names the refund and a date");
    expect(text).toContain("Result 6.5 · 412 in, 96 out");
    expect(text).toContain("The judge does not take reasoning_effort: it was asked without.");
    expect(await words(".notice")).toBe("This result is from before the reload (yesterday, 17:20).");
  });

  it("says that the grader has changed since", async () => {
    await show("scored");
    expect(await words(".notice")).toBe("The grader has changed since this result (14:02).");
  });

  it("lists a preflight's checks, those that failed with links", async () => {
    await show("preflight");
    expect(await words("graders-preflight h2")).toBe("1 of 4 checks failed: the job is not ready.");
    expect(await words("graders-preflight .checks > li.failed")).toContain("Template variables");
    expect(await words("graders-preflight .checks > li.skipped")).toContain("skipped: foundry was not asked");
    await panel.button("train.jsonl:4").click();
    expect(await panel.requests()).toEqual([
      { type: "open-place", place: { in: "preflight", file: "training", line: 4, column: 1 } },
    ]);
  });

  it("lists findings as links with mends, and what the provider changed", async () => {
    await show("validation");
    expect(await words("graders-validation h2")).toContain("1 error, 1 warning, 1 remark.");
    expect(await words("graders-validation .findings li")).toBe(
      'error: "exct" is no sub-grader. Did you mean "exact"? ' +
        "Line 22, column 31 graders · formula-unknown-name Change to exact",
    );
    expect(await words("graders-diff tbody")).toBe(
      'added graders.exact.name – "grader-6f1c" dropped $schema_note "checked by hand" – ' +
        'changed graders.exact.operation "EQ" "eq"',
    );
    expect(await words("graders-validation > p, graders-validation")).toContain(
      "Request id req_011CQxYd4JYz",
    );
    await panel.button("Line 22, column 31").click();
    await panel.button("Change to exact").click();
    await panel.button("Apply to the grader").click();
    await panel.button("Validate again").click();
    expect(await panel.requests()).toEqual([
      { type: "open-place", place: { in: "grader-text", range: { start: 410, end: 414 } } },
      { type: "apply-mend", id: "formula-unknown-name:0" },
      { type: "apply-returned" },
      { type: "run-again" },
    ]);
  });

  it("says why a provider could not be asked, with ways on", async () => {
    await show("failure");
    expect(await words("graders-failure")).toBe(
      "Key not accepted api.openai.com answered 401: Incorrect API key provided. " +
        "Store a key of the project that the graders belong to. Request id req_77aa " +
        "Set API Key Run on the Engine",
    );
    await panel.button("Set API Key").click();
    expect(await panel.requests()).toEqual([{ type: "action", id: "set-key" }]);
  });

  it("keeps lookups folded: flags, metadata, rendered inputs, raw JSON", async () => {
    await show("multi");
    for (const label of ["Error flags", "Metadata", "Raw JSON"]) {
      const fold = panel.page.locator("graders-fold", { hasText: label }).last();
      const content = fold.locator("dl, graders-facts, pre").first();
      expect(await content.isVisible()).toBe(false);
      await fold.getByText(label).click();
      expect(await content.isVisible()).toBe(true);
    }
    expect(await words('graders-fold[name="metadata"] graders-facts')).toContain("profile hosted-2025");
    expect(await words('graders-fold[name="raw"] pre')).toBe('{ "reward": 0.573 }');
  });

  it("announces each new result once", async () => {
    await show("multi");
    const announced = () => words("main ~ [role=status]");
    expect(await announced()).toBe("Reward 0.57, scored, not passed (≥ 0.8)");
    await panel.show(STATES.errored, "result-2");
    expect(await announced()).toBe("Errored: Variable not found");
    await panel.show(STATES.validation);
    expect(await announced()).toBe(STATES.validation.summary);
  });
});

it("shows text of a sample as text", async () => {
  panel = await browser.open();
  const evil = '<img src=x onerror="window.broken = true"><style>*{display:none}</style>';
  await panel.show({
    ...scored,
    heading: { ...multi.heading, grader: evil },
    notes: [evil],
    rawJson: evil,
    reward: { ...multi.reward, text: evil },
  });
  expect(await panel.text("graders-reward .reward")).toBe(evil);
  expect(await panel.page.locator("img").count()).toBe(0);
  expect(await panel.evaluate("window.broken")).toBeUndefined();
});
