import * as vscode from "vscode";
import { validateAnswer, type ValidatedGrader } from "../../core/agents/validateAnswer";
import type { PythonRunner } from "../../core/ports";
import { TARGETS } from "../../core/validate/target";
import { ownProblems } from "../runs/graderValidations";
import { settings } from "../platform/settings";
import { answerOf, confirmation, type AgentTool } from "./agentTool";
import {
  filePathOf,
  nameOf,
  outsideAsks,
  readToolGraders,
  type GraderInput,
  type ToolGrader,
} from "./toolGraders";

interface ValidateInput extends GraderInput {
  readonly target?: string;
}

/** `graders_validate`: our own checks, which execute nothing and send nothing, whatever provider is chosen. */
export function validateTool(python: PythonRunner): AgentTool {
  return {
    async prepare(input) {
      const [one] = await readToolGraders(input).catch(() => []);
      const name = nameOf(one);
      return {
        invocationMessage: vscode.l10n.t("Validating {0}", name),
        ...confirmation(vscode.l10n.t("Validate {0}?", name), one ? outsideAsks(one.uri) : []),
      };
    },
    invoke: (input, token) =>
      answerOf(token, async (signal) => {
        const graders = await readToolGraders(input);
        const validated: ValidatedGrader[] = [];
        for (const one of graders) validated.push(await validateOne(one, input, python, signal));
        return validateAnswer(graders[0] && filePathOf(graders[0]), validated);
      }),
  };
}

async function validateOne(
  one: ToolGrader,
  input: ValidateInput,
  python: PythonRunner,
  signal: AbortSignal,
): Promise<ValidatedGrader> {
  const { uri, grader } = one;
  const target = TARGETS.find((known) => known === input.target) ?? settings.target(uri, grader);
  return { document: grader, target, problems: await ownProblems(one, { target, python }, signal) };
}
