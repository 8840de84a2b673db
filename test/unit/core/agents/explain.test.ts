import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { explain } from "../../../../src/core/agents/explain";
import { MAX_TOOL_BYTES } from "../../../../src/core/agents/fit";
import { GRADER_TYPES } from "../../../../src/core/grader/types";
import { readJson } from "../../../../src/core/json/read";
import { ERROR_KEYS } from "../../../../src/core/result/errorFlags";
import { CODES } from "../../../../src/core/validate/codes";

const page = (code: string) => Promise.resolve(readFileSync(`docs/lint/${code}.md`, "utf8"));
const schema = () => Promise.resolve(readJson(readFileSync("schemas/grader.schema.json", "utf8")));

async function explained(topic: string): Promise<string> {
  const text = await explain(topic, { page, schema });
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MAX_TOOL_BYTES);
  return text;
}

describe("graders_explain", () => {
  it.each(CODES)("gives the page of $code", async ({ code }) => {
    expect(await explained(code)).toBe(readFileSync(`docs/lint/${code}.md`, "utf8"));
  });

  it.each(ERROR_KEYS)("knows %s", async (key) => {
    const flag = key.replace(/_(?:details|type)$/, "");
    expect(await explained(key)).toMatch(
      new RegExp(`^# \\w.*\n\nAn error flag of a result: \`${flag}\`. \\w`),
    );
  });

  it.each(GRADER_TYPES)("knows the type %s and its fields", async (type) => {
    const text = await explained(type);
    expect(text).toMatch(new RegExp(`^# ${type}\n\n\\w`));
    expect(text).toMatch(/^- `type`, required: \w/m);
    expect(text).not.toMatch(/^- `\w+`[^:]*: $/m);
  });

  it.each(["like-swaped", "", "toString", "constructor", "é".repeat(10_000)])(
    "lists what there is for %.20s",
    async (topic) => {
      const text = await explained(topic);
      expect(text).toMatch(/^There is no explanation of/);
      expect(text).toMatch(/^- lint codes: json-syntax, /m);
    },
  );

  it("names what may be meant", async () => {
    expect(await explained("like-swaped")).toContain("Did you mean like-swapped?");
  });
});
