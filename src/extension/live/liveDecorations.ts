import * as vscode from "vscode";
import { readOpenGrader } from "../documents/documentGraders";
import type { LiveLine } from "./liveLines";

/** Colours of package.json's `contributes.colors`, so that themes and users can set them. */
const COLOURS: Readonly<Record<LiveLine["tone"], string>> = {
  scored: "graders.liveReward.foreground",
  errored: "graders.liveReward.erroredForeground",
  paused: "graders.liveReward.staleForeground",
  stale: "graders.liveReward.staleForeground",
};

const TONES = Object.keys(COLOURS) as readonly LiveLine["tone"][];

/** Draws rewards behind the ends of lines. */
export class LiveDecorations implements vscode.Disposable {
  private readonly types = new Map(TONES.map((tone) => [tone, decorationType(tone)]));

  dispose(): void {
    for (const type of this.types.values()) type.dispose();
  }

  draw(editor: vscode.TextEditor, lines: readonly LiveLine[]): void {
    const { json } = readOpenGrader(editor.document).grader;
    for (const [tone, type] of this.types) {
      const decorations = lines.flatMap((line): vscode.DecorationOptions[] => {
        const node = line.tone === tone ? json.nodeAt([...line.path, "type"]) : undefined;
        if (!node) return [];
        const { end } = editor.document.lineAt(editor.document.positionAt(node.offset)).range;
        return [{ range: new vscode.Range(end, end), renderOptions: { after: { contentText: line.text } } }];
      });
      editor.setDecorations(type, decorations);
    }
  }
}

function decorationType(tone: LiveLine["tone"]): vscode.TextEditorDecorationType {
  return vscode.window.createTextEditorDecorationType({
    after: { color: new vscode.ThemeColor(COLOURS[tone]), margin: "0 0 0 3ch" },
    rangeBehavior: vscode.DecorationRangeBehavior.OpenOpen,
  });
}
