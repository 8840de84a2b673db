/** The tools of package.json's `languageModelTools`; test/manifest holds both lists together. */
export const TOOLS = ["graders_validate", "graders_run", "graders_explain"] as const;

export type ToolName = (typeof TOOLS)[number];
