/** The commands of package.json; test/manifest holds both lists together. */
export const COMMANDS = [
  "newGrader",
  "newFromPython",
  "pasteAsGrader",
  "addSubGrader",
  "wrapInMulti",
  "validate",
  "run",
  "runAll",
  "chooseSample",
  "preflight",
  "runOnSelection",
  "cancel",
  "editPythonSource",
  "editPrompt",
  "insertPythonFile",
  "extractSource",
  "setApiKey",
  "clearApiKey",
  "selectProvider",
  "revokeConsent",
  "clearJudgeCache",
  "explain",
  "showResult",
  "showLog",
] as const;

export type CommandName = (typeof COMMANDS)[number];
