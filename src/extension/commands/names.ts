/** The commands of package.json; test/manifest holds both lists together. */
export const COMMANDS = [
  "validate",
  "run",
  "runAll",
  "chooseSample",
  "runOnSelection",
  "cancel",
  "setApiKey",
  "clearApiKey",
  "selectProvider",
  "revokeConsent",
  "clearJudgeCache",
  "showResult",
  "showLog",
] as const;

export type CommandName = (typeof COMMANDS)[number];
