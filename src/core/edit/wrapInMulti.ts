import { t } from "@vscode/l10n";
import type { GraderDocument } from "../grader/document";
import { JsonDocument } from "../json/document";
import { textAt } from "../json/value";
import { withEdits, type GraderChange } from "./change";
import { keyFrom } from "./keys";
import { layoutOf, type Layout } from "./layout";
import { removeMember } from "./members";

/** What belongs to the grader that is run, and not to a part of it: moved up, as it stands. */
const MOVED = ["$schema", "name", "pass_threshold"] as const;
type Moved = Partial<Record<(typeof MOVED)[number], string>>;

/**
 * Makes a grader the only sub-grader of a multi that gives the same reward. Its own text keeps its layout and
 * comments; only the levels of indentation grow.
 */
export function wrapInMulti(document: GraderDocument): GraderChange {
  const reason = refusal(document);
  if (reason !== undefined) return { kind: "refused", reason };
  const { json, root, type = "" } = document;
  const key = keyFrom(textAt(root, ["name"]) ?? type, [], type);
  const range = json.rangeOf([]);
  const layout = layoutOf(json, range);
  const { rest, moved } = takeOut(json.text.slice(range.start, range.end));
  return { kind: "edits", key, edits: [{ range, newText: multiText(rest, moved, { key, layout }) }] };
}

function refusal({ json, type, base }: GraderDocument): string | undefined {
  const fault = json.faults.find(({ code }) => code === "json-syntax" || code === "json-too-deep");
  if (fault) return t("The JSON has to be mended first. {0}", fault.message);
  if (type === undefined) return t("This is no grader: it has no known type.");
  if (type === "multi") return t("This grader is a multi already. Add sub-graders to it instead.");
  // No nesting, and none among an eval's criteria (facts.md "Graders").
  if (base.at(-2) === "graders")
    return t("This is a sub-grader already. A multi can't stand inside a multi.");
  if (base.includes("testing_criteria")) return t("An eval takes no multi among its testing_criteria.");
  return undefined;
}

/** The grader's text without the moved members, one after the other since they may be neighbours. */
function takeOut(grader: string): { readonly rest: string; readonly moved: Moved } {
  let rest = grader;
  const moved: Moved = {};
  for (const field of MOVED) {
    const json = JsonDocument.read(rest, { comments: true });
    if (!json.nodeAt([field])) continue;
    const { start, end } = json.rangeOf([field]);
    moved[field] = rest.slice(start, end);
    rest = withEdits(rest, removeMember(json, [field]));
  }
  return { rest, moved };
}

function multiText(
  grader: string,
  moved: Moved,
  { key, layout }: { readonly key: string; readonly layout: Layout },
): string {
  const { isOneLine, indent, unit, lineEnd } = layout;
  const inner = isOneLine ? grader : grader.replace(/(\r\n|\n|\r)(?=[ \t]*[^ \t\r\n])/g, `$1${unit}${unit}`);
  const name = JSON.stringify(key);
  const space = (levels: number) => (isOneLine ? "" : lineEnd + indent + unit.repeat(levels));
  const members = [
    member("$schema", moved.$schema),
    member("type", '"multi"'),
    member("name", moved.name),
    member("graders", `{${space(2)}${name}: ${inner}${space(1)}}`),
    member("calculate_output", name),
    member("pass_threshold", moved.pass_threshold),
  ].filter((text) => text !== undefined);
  return `{${space(1)}${members.join(isOneLine ? ", " : `,${space(1)}`)}${space(0)}}`;
}

function member(key: string, value: string | undefined): string | undefined {
  return value === undefined ? undefined : `${JSON.stringify(key)}: ${value}`;
}
