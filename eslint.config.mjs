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
    rules: { "no-restricted-syntax": ["error", wholeApi] },
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
