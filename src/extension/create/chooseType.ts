import * as vscode from "vscode";
import { typeWords } from "../../core/create/snippets";
import type { GraderType } from "../../core/grader/types";
import { pick } from "../platform/ask";

/** Asks for a type, each with what it does; undefined when the user leaves. */
export async function chooseType<T extends GraderType>(
  title: string,
  types: readonly T[],
): Promise<T | undefined> {
  const picked = await pick(
    types.map((type) => ({ label: type, description: typeWords(type), type })),
    {
      title,
      placeHolder: vscode.l10n.t("How are outputs graded?"),
      matchOnDescription: true,
      ignoreFocusOut: true,
    },
  );
  return picked?.type;
}
