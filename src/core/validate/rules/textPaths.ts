import { t } from "@vscode/l10n";
import type { JsonPath } from "../../json/value";
import { isNamespace } from "../../template/names";
import { referencesOf } from "../../template/parse";
import { pathText } from "../../template/render";
import { gradersIn, templatedStrings } from "../graders";
import { rangeInString } from "../places";
import { problemAt, type Rule } from "../rule";

/** A path that goes on into a text which is JSON is read so by published graders; how is not public (facts.md "Sample"). */
export const checkTextPaths: Rule = (context) =>
  gradersIn(context.document)
    .flatMap(templatedStrings)
    .flatMap(({ path, template }) =>
      referencesOf(template).flatMap((part) => {
        const { namespace } = part;
        if (!isNamespace(namespace)) return [];
        const isArgument = namespace === "sample" && isInArguments(part.path);
        if (!isArgument && context.rows?.isWithinText(namespace, part.path) !== true) return [];
        return [
          problemAt(context, path, {
            code: "template-path-in-text",
            message: t(
              "{0} goes on into a text that is JSON. What the service puts in there is not public.",
              pathText(namespace, part.path),
            ),
            range: rangeInString(context.document.json, path, part.inner),
          }),
        ];
      }),
    );

/** Arguments of a tool call are a text, whatever the rows are. */
function isInArguments([tools, , call, field, ...rest]: JsonPath): boolean {
  const isCall = (call === "function" && field === "arguments") || (call === "custom" && field === "input");
  return tools === "output_tools" && isCall && rest.length > 0;
}
