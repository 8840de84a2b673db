import * as vscode from "vscode";
import type { JudgeCache } from "../../node/files/judgeCache";
import { inBackground } from "../platform/background";
import { inform } from "../platform/notify";

/** Forgets all cached judge answers; recordings beside graders stay. @returns how many there were */
export async function clearJudgeCache(cache: JudgeCache): Promise<number> {
  const count = await cache.clear();
  inBackground(
    inform(
      count === 0
        ? vscode.l10n.t("No judge answers were cached.")
        : vscode.l10n.t("{0} cached judge answers were cleared. Judges are asked again.", count),
    ),
  );
  return count;
}
