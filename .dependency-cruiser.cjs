/** Imports go one way (docs/architecture.md). Each rule says where the code belongs instead. */
/** Inside core: each folder may see those before it, and none beside it. */
const order = [
  ["json"],
  ["grader"],
  ["result"],
  ["sample"],
  ["template"],
  ["formula"],
  ["edit"],
  ["validate"],
  ["complete", "embeddedText", "provider"],
  ["highlight", "create", "judge", "dataset"],
  ["engine", "preflight"],
  ["runs"],
  ["report"],
  ["agents"],
];
/** The rungs of the extension; `services.ts` and the entry stand above all. */
const rungs = [
  ["platform"],
  ["documents"],
  ["samples"],
  ["runs"],
  ["sources"],
  ["language", "live", "create", "agents"],
  ["panel"],
  ["commands"],
];
/** A rule a folder: it sees itself and those on lower rungs, so that folders are no cycle either. */
const oneWay = (root, ladder) =>
  ladder.flatMap((names, index) =>
    names.flatMap((name) => {
      const others = ladder
        .slice(index)
        .flat()
        .filter((other) => other !== name);
      if (others.length === 0) return [];
      return [
        {
          name: `${root}-order-${name}`,
          severity: "error",
          comment: `${root}/${name} must not see ${others.join(", ")}: move what both need down.`,
          from: { path: `^src/${root}/${name}/` },
          to: { path: `^src/${root}/(${others.join("|")})/` },
        },
      ];
    }),
  );

module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      severity: "error",
      comment: "Import cycles, of types too: move what both need into a third file.",
      from: {},
      to: { circular: true },
    },
    {
      name: "core-is-pure",
      severity: "error",
      comment:
        "core sees only core, the schemas with their generated validators, jsonc-parser, diff, @vscode/l10n and the types of ajv: pass the rest through core/ports.ts.",
      from: { path: "^src/core/" },
      to: {
        pathNot: [
          "^src/core/",
          "^src/generated/",
          "^schemas/",
          "^node_modules/(jsonc-parser|diff|ajv|@vscode/l10n|yaml)/",
        ],
      },
    },
    {
      name: "node-sees-core",
      severity: "error",
      comment:
        "src/node implements ports: it knows nothing of the extension, the webview or the command line.",
      from: { path: "^src/node/" },
      to: { path: "^src/(extension|webview|cli|protocol)/" },
    },
    {
      name: "programs-get-no-keys",
      severity: "error",
      comment: "Start programs by src/node/programs.ts, which gives them no environment of ours.",
      from: {
        path: "^src/",
        pathNot: [
          "^src/node/programs.ts",
          "^src/node/(python/sandboxProcess|interpreter/interpreterProcess).ts",
          "^src/node/python/child/cage.ts",
        ],
      },
      to: { path: "^(node:)?child_process$" },
    },
    {
      name: "answers-come-without-keys",
      severity: "error",
      comment:
        "Ask servers by nodeFetch of src/node/http, which takes the request's keys out of their answers.",
      from: { path: "^src/", pathNot: "^src/node/http/" },
      to: { path: "^node_modules/node-fetch/" },
    },
    {
      name: "protocol-sees-report",
      severity: "error",
      comment: "Messages are made of report and grader types only.",
      from: { path: "^src/protocol/" },
      to: {
        path: "^src/",
        pathNot: ["^src/protocol/", "^src/core/", "^src/generated/webviewSentences.json"],
      },
    },
    {
      name: "webview-sees-protocol",
      severity: "error",
      comment: "The webview draws what the protocol brings: compute it in core/report.",
      from: { path: "^src/webview/" },
      to: { path: "^src/", pathNot: ["^src/webview/", "^src/protocol/", "^src/core/report/"] },
    },
    {
      name: "cli-sees-core-and-node",
      severity: "error",
      comment: "What both faces need belongs into core or node.",
      from: { path: "^src/cli/" },
      to: { path: "^src/(extension|webview|protocol)/" },
    },
    {
      name: "python-before-interpreter",
      severity: "error",
      comment:
        "The interpreter speaks the sandbox's protocol: what both need is in src/node/python or above.",
      from: { path: "^src/node/python/" },
      to: { path: "^src/node/interpreter/" },
    },
    {
      name: "cli-output-last",
      severity: "error",
      comment: "src/cli/output writes what it is given: it knows no command and no argument.",
      from: { path: "^src/cli/output/" },
      to: { path: "^src/cli/[^/]+\\.ts$" },
    },
    {
      name: "services-on-top",
      severity: "error",
      comment:
        "services.ts puts everything together: a part says what it needs of it in an interface of its own.",
      from: { path: "^src/extension/[^/]+/" },
      to: { path: "^src/extension/[^/]+\\.ts$" },
    },
    {
      name: "extension-not-webview",
      severity: "error",
      comment: "The extension knows the webview only as a bundle.",
      from: { path: "^src/extension/" },
      to: { path: "^src/(webview|cli)/" },
    },
    ...oneWay("core", order),
    ...oneWay("extension", rungs),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    exclude: "globals.d.ts",
  },
};
