import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { isEmbeddingFileName, isGraderFileName } from "../../src/core/grader/fileNames";
import { MAX_ROWS } from "../../src/core/agents/runAnswer";
import { HOSTED, HOSTED_IDS, PROVIDER_IDS } from "../../src/core/providerTable";
import { TARGETS } from "../../src/core/validate/target";
import { CODES } from "../../src/core/validate/codes";
import { CHOICES, isLocked } from "../../src/core/validate/severities";
import { TOOLS } from "../../src/extension/agents/toolNames";
import { COMMANDS } from "../../src/extension/platform/commandNames";
import { EMBEDDING_PATTERN, GRADER_PATTERN } from "../../src/extension/documents/selectors";

interface Menu {
  readonly command: string;
  readonly when?: string;
}

interface Setting {
  readonly type: string;
  readonly scope: string;
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
}

interface LintRules {
  readonly properties: Readonly<Record<string, unknown>>;
}

interface Tool {
  readonly name: string;
  readonly toolReferenceName: string;
  readonly modelDescription: string;
  readonly canBeReferencedInPrompt: boolean;
  readonly tags: readonly string[];
  readonly inputSchema: {
    readonly type: string;
    readonly properties: Readonly<Record<string, { readonly type: string; readonly description: string }>>;
    readonly required?: readonly string[];
  };
}

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly category: string }[];
    readonly menus: Readonly<Record<string, readonly Menu[]>>;
    readonly keybindings: readonly Menu[];
    readonly jsonValidation: readonly { readonly fileMatch: readonly string[]; readonly url: string }[];
    readonly languageModelTools: readonly Tool[];
    readonly configuration: { readonly properties: Readonly<Record<string, Setting>> };
  };
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] };
  };
}

const manifestText = readFileSync("package.json", "utf8");
const manifest = JSON.parse(manifestText) as Manifest;
const strings = JSON.parse(readFileSync("package.nls.json", "utf8")) as Record<string, string>;
const { commands, menus, keybindings, jsonValidation, configuration } = manifest.contributes;

/** What makes graders of other files is for those. */
const MAKING = /\.(?:newGrader|newFromPython|pasteAsGrader)$/;
const menusOfGraders = (menus["explorer/context"] ?? []).filter(({ command }) => !MAKING.test(command));

describe("commands", () => {
  test("are those that the entry registers, and no others", () => {
    expect(commands.map(({ command }) => command).sort()).toEqual(
      COMMANDS.map((name) => `graders.${name}`).sort(),
    );
  });

  test("of menus and keys are declared", () => {
    const declared = new Set(commands.map(({ command }) => command));
    const used = [...Object.values(menus).flat(), ...keybindings].map(({ command }) => command);
    expect(used.filter((command) => !declared.has(command))).toEqual([]);
  });
});

describe("tools for agents", () => {
  const { languageModelTools: tools } = manifest.contributes;

  test("are those that the entry registers, and no others", () => {
    expect(tools.map(({ name }) => name)).toEqual(TOOLS);
  });

  test.each(tools)("$name can be found, called and referred to", (tool) => {
    expect(tool).toMatchObject({ canBeReferencedInPrompt: true, inputSchema: { type: "object" } });
    expect(tool.toolReferenceName).toMatch(/^graders[A-Z][a-z]+$/);
    expect(tool.tags).toContain("graders");
    // A model reads them at every request: no longer than they must be.
    expect(tool.modelDescription.length).toBeLessThan(800);
    for (const { description } of Object.values(tool.inputSchema.properties))
      expect(description).toMatch(/\.$/);
  });

  test("take what the code reads", () => {
    expect(tools.map(({ inputSchema }) => Object.keys(inputSchema.properties))).toEqual([
      ["file", "grader", "target"],
      ["file", "grader", "samples", "samples_file", "first_row"],
      ["topic"],
    ]);
    expect(tools[0]?.inputSchema.properties.target).toMatchObject({ enum: TARGETS });
    expect(tools[1]?.modelDescription).toContain(`At most ${MAX_ROWS} `);
    expect(tools[2]?.inputSchema.required).toEqual(["topic"]);
  });
});

describe("strings", () => {
  const used = [...manifestText.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key ?? "");

  test("are all defined", () => {
    expect(used.filter((key) => !(key in strings))).toEqual([]);
  });

  test("are all used", () => {
    expect(Object.keys(strings).filter((key) => !used.includes(key))).toEqual([]);
  });
});

describe("file names", () => {
  const names = [
    "math.grader.json",
    "math.grader.jsonc",
    "my_grader.json",
    "my-grader.json",
    "grader-config.json",
    "rft-grader-config.json",
    "grader_config_v2.json",
    "grader.json",
  ];
  const grader = jsonValidation.find(({ url }) => url.includes("grader"))?.fileMatch ?? [];
  const embedding = jsonValidation
    .filter(({ url }) => /job|eval/.test(url))
    .flatMap(({ fileMatch }) => fileMatch);
  const globsOf = (pattern: string) => /\{(.*)\}/.exec(pattern)?.[1]?.split(",") ?? [];

  test.each(names)("%s is a grader everywhere", (name) => {
    expect(isGraderFileName(`/folder/${name}`)).toBe(true);
    expect(grader.some((glob) => matches(glob, name))).toBe(true);
    expect(globsOf(GRADER_PATTERN)).toEqual(grader);
    for (const { when = "" } of menusOfGraders) expect(regexOf(when).test(name)).toBe(true);
  });

  test.each(["train.job.json", "train.job.jsonc", "a.eval.json", "a.eval.jsonc"])(
    "%s has graders in it everywhere",
    (name) => {
      expect(isEmbeddingFileName(`/folder/${name}`)).toBe(true);
      expect(embedding.some((glob) => matches(glob, name))).toBe(true);
      expect(globsOf(EMBEDDING_PATTERN)).toEqual(embedding);
      for (const { command, when = "" } of menusOfGraders) {
        // A preflight is for a training job; evals have none.
        const isFor = command !== "graders.preflight" || name.includes(".job.");
        expect(regexOf(when).test(name)).toBe(isFor);
      }
    },
  );

  test.each(["package.json", "job.json", "eval.json", "upgrader.json", "grader.jsonl", "x.grader.json.bak"])(
    "%s is none",
    (name) => {
      expect(isGraderFileName(`/folder/${name}`) || isEmbeddingFileName(`/folder/${name}`)).toBe(false);
      expect([...grader, ...embedding].some((glob) => matches(glob, name))).toBe(false);
      for (const { when = "" } of menusOfGraders) expect(regexOf(when).test(name)).toBe(false);
    },
  );
});

describe("settings that could send data or start programs", () => {
  const risky = Object.keys(configuration.properties).filter((key) =>
    /endpoint|baseUrl|judge\.models|sandboxNode|wheels|python\.runtime|interpreterPath/.test(key),
  );

  test.each(risky)("%s can't be set by a workspace", (key) => {
    expect(configuration.properties[key]?.scope).toMatch(/^machine/);
    expect(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations).toContain(key);
  });
});

describe("the providers of the settings", () => {
  const addresses = HOSTED_IDS.flatMap((id) => HOSTED[id].address.setting ?? []);

  test("are those of the table, each in words", () => {
    const { "graders.provider": provider } = configuration.properties;
    expect(provider?.enum).toEqual(PROVIDER_IDS);
    expect(provider?.enumDescriptions).toEqual(PROVIDER_IDS.map((id) => `%setting.provider.${id}%`));
  });

  test.each(addresses)("have $key for an address, which no workspace sets", ({ key }) => {
    expect(configuration.properties[`graders.${key}`]).toMatchObject({ type: "string", scope: "machine" });
    expect(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations).toContain(`graders.${key}`);
  });
});

describe("graders.lint.rules", () => {
  const rules = (configuration.properties["graders.lint.rules"] as unknown as LintRules).properties;

  test("has each code of a finding, and no other", () => {
    expect(Object.keys(rules)).toEqual(CODES.map(({ code }) => code));
  });

  test.each(CODES)(
    "offers the severities that $code can have, in the words of its page",
    ({ code, severity }) => {
      expect(rules[code]).toEqual({
        type: "string",
        enum: isLocked(code) ? ["error"] : CHOICES,
        default: severity,
        description: `%lint.${code}%`,
      });
      const page = readFileSync(`docs/lint/${code}.md`, "utf8");
      expect(page.startsWith(`# ${strings[`lint.${code}`]}\n`)).toBe(true);
    },
  );
});

function matches(glob: string, name: string): boolean {
  const pattern = glob.replace(/[.\-]/g, "\\$&").replace(/\*/g, ".*");
  return new RegExp(`^${pattern}$`).test(name);
}

function regexOf(when: string): RegExp {
  const source = /=~ \/(.*)\/(?:$| )/.exec(when)?.[1];
  if (source === undefined) throw new Error(`no pattern in ${when}`);
  return new RegExp(source);
}
