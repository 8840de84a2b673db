import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

const vscodeBan = {
  name: "vscode",
  message:
    "Only src/extension and test/vscode see VS Code: pass what you need through core/ports.ts instead.",
};
const wholeApi = {
  selector: "VariableDeclarator[init.name='vscode']",
  message:
    "Write vscode.NAME where it is used: as a value, `vscode` brings all of its names into the bundle.",
};
/** What quotes texts of others, and what may fail unheard, goes through one function each. */
const seams = [
  {
    selector:
      ":matches(NewExpression[callee.property.name='MarkdownString'], MemberExpression[property.name=/^append(Markdown|Codeblock)$/])",
    message: "Make Markdown by core/markdown.ts, and show it by platform/markdownString.ts.",
  },
  {
    selector:
      ":matches(NewExpression[callee.property.name='Hover']:not([arguments.0.callee.name='markdownString']), Property[key.name='hoverMessage']:not([value.callee.name='markdownString']))",
    message: "VS Code takes a string here for Markdown: pass what markdownString() gives.",
  },
  {
    selector: "MemberExpression[property.name=/^show(Information|Warning|Error)Message$/]",
    message: "Messages make links of what they quote: use platform/notify.ts.",
  },
  {
    selector:
      "MemberExpression[property.name=/^(showQuickPick|showInputBox|createQuickPick|createInputBox)$/]",
    message: "Questions name what others have named: use platform/ask.ts.",
  },
  {
    selector: "MemberExpression[property.name='withProgress']",
    message: "Progress is a message: use platform/progress.ts.",
  },
  {
    selector: "UnaryExpression[operator='void']",
    message: "What nobody waits for fails unheard: start it by inBackground() of platform/background.ts.",
  },
  {
    selector: "CallExpression[callee.name=/^set(Timeout|Interval|Immediate)$/]:not(AwaitExpression > *)",
    message: "What a timer throws nobody hears: use later() of platform/background.ts.",
  },
];
const schemaMarkdown = {
  selector: "MemberExpression[object.name='Markdown'][property.name='ofSchema']",
  message: "Only what our schemas say is Markdown already: use Markdown.text() or Markdown.code().",
};
const terminalBan = {
  selector: "MemberExpression[object.name='process'][property.name=/^std(out|err)$/]",
  message: "A terminal obeys what it is sent: write by cli/output/terminal.ts.",
};
const nodeBan = {
  regex: "^(node:|fs$|path$|child_process$|os$|http$|https$|worker_threads$)",
  message: "core, protocol and webview run everywhere: put Node's side of a port into src/node.",
};

export default defineConfig(
  {
    ignores: [
      "src/core/globals.d.ts",
      "dist",
      ".build",
      "src/generated",
      "test/fixtures",
      "node_modules",
      ".vscode-test",
    ],
  },
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ["./tsconfig.json", "./src/webview/tsconfig.json", "./test/e2e/tsconfig.json"],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "max-lines": ["error", { max: 400 }],
      "max-lines-per-function": ["error", { max: 80, skipBlankLines: true, skipComments: true }],
      eqeqeq: "error",
      "no-console": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "no-restricted-imports": ["error", { paths: [vscodeBan] }],
    },
  },
  {
    files: ["src/core/**/*.ts", "src/protocol/**/*.ts", "src/webview/**/*.ts"],
    rules: { "no-restricted-imports": ["error", { paths: [vscodeBan], patterns: [nodeBan] }] },
  },
  {
    files: ["src/extension/**/*.ts", "test/vscode/**/*.ts"],
    rules: {
      "no-restricted-imports": "off",
      // VS Code's events return their Disposable as a plain object, by design of its API.
      "@typescript-eslint/no-unsafe-class-instance-assignment": "off",
    },
  },
  {
    files: ["src/extension/**/*.ts"],
    rules: {
      "no-restricted-syntax": ["error", wholeApi, ...seams],
      "@typescript-eslint/no-floating-promises": ["error", { ignoreVoid: false }],
    },
  },
  {
    files: ["markdownString", "notify", "ask", "background", "progress"].map(
      (name) => `src/extension/platform/${name}.ts`,
    ),
    rules: { "no-restricted-syntax": ["error", wholeApi] },
  },
  {
    files: ["src/core/**/*.ts"],
    ignores: ["src/core/complete/sampleRow.ts"],
    rules: { "no-restricted-syntax": ["error", schemaMarkdown] },
  },
  {
    files: ["src/cli/**/*.ts", "src/node/**/*.ts"],
    ignores: ["src/cli/output/terminal.ts"],
    rules: { "no-restricted-syntax": ["error", terminalBan] },
  },
  {
    files: ["test/**/*.ts"],
    rules: {
      "max-lines-per-function": "off",
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-unused-expressions": "off",
    },
  },
  { files: ["**/*.mjs"], rules: { "no-unused-vars": "error", "no-undef": "off", eqeqeq: "error" } },
);
