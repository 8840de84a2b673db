import { describe, expect, it } from "vitest";
import { PREFLIGHT_TARGETS } from "../../../src/core/preflight/check";
import { hostedSettings } from "../../../src/core/provider/hostedSettings";
import {
  HOSTED,
  HOSTED_IDS,
  isHosted,
  jobHost,
  PROVIDER_IDS,
  PROVIDERS,
} from "../../../src/core/providerTable";

describe("the table of providers", () => {
  it("begins with the engine, which is no service", () => {
    expect(PROVIDER_IDS).toEqual(["engine", ...HOSTED_IDS]);
    expect(PROVIDER_IDS.filter(isHosted)).toEqual(HOSTED_IDS);
  });

  it("gives each a name and a key of its own", () => {
    const names = PROVIDER_IDS.map((id) => PROVIDERS[id].name);
    const variables = HOSTED_IDS.map((id) => HOSTED[id].key.variable);
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(variables).size).toBe(variables.length);
  });

  it.each(HOSTED_IDS)("lets %s be reached: at its usual address, or at one that is asked for", (id) => {
    const { usual, setting, mend } = HOSTED[id].address;
    expect([usual, setting].filter((way) => way !== undefined)).toHaveLength(1);
    if (usual !== undefined) expect(hostedSettings(id).baseUrl).toBe(usual);
    if (setting) {
      expect(mend).toContain(`graders.${setting.key}`);
      expect(hostedSettings(id, setting.placeHolder.replace("NAME", "name")).id).toBe(id);
    }
  });

  it.each(PREFLIGHT_TARGETS)("has one provider for the jobs of %s", (target) => {
    expect(HOSTED_IDS.filter((id) => HOSTED[id].jobs === target)).toEqual([jobHost(target)]);
  });
});
