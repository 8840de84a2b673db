import { writePrettyJson } from "../../json/write";
import { visibleLines } from "../../visible";
import type { CopyContext } from "./context";
import { copiedRequest, requestBody } from "./request";

/** The body of the API's run, digits and key order as they stand in the files. */
export function jsonText(context: CopyContext): string {
  return `${visibleLines(writePrettyJson(requestBody(copiedRequest(context))))}\n`;
}
