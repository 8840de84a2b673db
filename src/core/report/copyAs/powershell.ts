import { writePrettyJson, writeJson } from "../../json/write";
import { apiOf, type Api, type CopyContext } from "./context";
import { graderWord, providerOptions, sampleRow } from "./commandLine";
import { copiedRequest, requestBody } from "./request";

/**
 * The request for PowerShell, as `Invoke-RestMethod`: `curl` is another program in each version, and before 7.3 no
 * program is given a quotation mark that is written for it.
 */
export function powershellRequestText(context: CopyContext): string {
  const api = apiOf(context);
  const request = copiedRequest(context);
  const url = new URL(`${api.baseUrl}/fine_tuning/alpha/graders/run`).href;
  const note = request.note === undefined ? "" : `# ${request.note}\n`;
  const options = `-Method Post -ContentType 'application/json' -Headers @{ ${header(api)} }`;
  const body = hereString(writePrettyJson(requestBody(request)));
  return `${note}Invoke-RestMethod ${powershellWord(url)} ${options} -Body ${body} | ConvertTo-Json -Depth 100\n`;
}

function header({ keySentAs, keyVariable }: Api): string {
  return keySentAs === "api-key"
    ? `'api-key' = $env:${keyVariable}`
    : `Authorization = "Bearer $env:${keyVariable}"`;
}

/** `graders run …` for PowerShell: the sample goes to standard input, where no version of it changes a character. */
export function powershellCommandText(context: CopyContext): string {
  const options = providerOptions(context).map(({ name, value }) => `${name}=${value}`);
  const words = [graderWord(context), ...options, "--row=-"];
  const row = hereString(writeJson(sampleRow(context.sample)));
  if (!words.some((word) => word.includes('"')))
    return `${row} | graders run ${words.map(powershellWord).join(" ")}\n`;
  // Versions pass on quotation marks in two ways; all of them know the older one.
  const command = `graders run ${words.map((word) => powershellWord(legacyArgument(word))).join(" ")}`;
  return `& {\n$PSNativeCommandArgumentPassing = 'Legacy'\n${row} | ${command}\n}\n`;
}

/**
 * A word that means exactly this text: in single quotes, of which PowerShell knows five characters, each escaped by
 * itself (about_Quoting_Rules; `CodeGeneration.EscapeSingleQuotedStringContent`).
 */
export function powershellWord(text: string): string {
  return /^[A-Za-z\d_][\w./\\]*$/.test(text) ? text : `'${text.replace(/['‘’‚‛]/g, "$&$&")}'`;
}

/** As programs on Windows read their command line, into which PowerShell writes a word as it is. */
function legacyArgument(text: string): string {
  return text.replace(/(\\*)"/g, '$1$1\\"');
}

/**
 * JSON between the quotes of a here-string, which end at the beginning of a line only; no line of JSON begins so. It is
 * ASCII, for what Windows PowerShell reads, sends and pipes has other encodings than ours.
 */
function hereString(json: string): string {
  return `@'\n${json.replace(/[^ -~\n]/g, escapedUnit)}\n'@`;
}

function escapedUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
