import { writePrettyJson } from "../../json/write";
import { visibleLines } from "../../visible";
import { apiOf, type Api, type CopyContext } from "./context";
import { copiedRequest, requestBody } from "./request";
import { shellWord, withInput } from "./shell";

/** A curl line that runs the grader at the hosted API, with the key from the environment. */
export function curlText(context: CopyContext): string {
  const api = apiOf(context);
  const request = copiedRequest(context);
  const command = [
    `curl ${shellWord(`${api.baseUrl}/fine_tuning/alpha/graders/run`)}`,
    `-H ${authorization(api)}`,
    `-H "Content-Type: application/json"`,
    "-d @-",
  ].join(" \\\n  ");
  const note = request.note === undefined ? "" : `# ${request.note}\n`;
  return note + withInput(command, visibleLines(writePrettyJson(requestBody(request))));
}

/** Double quotes, so that the shell puts the key in. */
function authorization({ keySentAs, keyVariable }: Api): string {
  return keySentAs === "api-key" ? `"api-key: $${keyVariable}"` : `"Authorization: Bearer $${keyVariable}"`;
}
