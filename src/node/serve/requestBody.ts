import type { IncomingMessage } from "node:http";
import { JsonReadError, readJson } from "../../core/json/read";
import { isObject, type JsonObject } from "../../core/json/value";
import { ApiError, badRequest } from "./apiError";
import { invalidType } from "./faultWords";

/**
 * The body as JSON, digits and key order as they came.
 * @throws ApiError with status 400, 413 or 415; the signal's reason when aborted
 */
export async function readRequestBody(
  request: IncomingMessage,
  maxBytes: number,
  signal: AbortSignal,
): Promise<JsonObject> {
  checkEncoding(request);
  if (Number(request.headers["content-length"] ?? 0) > maxBytes) throw tooLarge(maxBytes);
  const json = parse(decode(await readBytes(request, maxBytes, signal)));
  if (isObject(json)) return json;
  throw badRequest(invalidType("the request body", ["object"], json), { code: "invalid_type" });
}

/** Anything but JSON is refused, also because pages of other sites may send text unasked. */
function checkEncoding({ headers }: IncomingMessage): void {
  if (!/^application\/json *(;|$)/i.test(headers["content-type"] ?? ""))
    throw new ApiError(415, "The Content-Type must be application/json.", {
      code: "unsupported_content_type",
    });
  if ((headers["content-encoding"] ?? "identity") !== "identity")
    throw new ApiError(415, "Send the body uncompressed.", { code: "unsupported_content_encoding" });
}

function tooLarge(maxBytes: number): ApiError {
  const message = `The request is larger than ${Math.round(maxBytes / 1_000_000)} MB.`;
  return new ApiError(413, message, { code: "request_too_large" });
}

/** What comes after a refusal is left to Node, which reads it away: the client can still read the answer. */
function readBytes(request: IncomingMessage, maxBytes: number, signal: AbortSignal): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const take = (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxBytes) chunks.push(chunk);
      else fail(tooLarge(maxBytes));
    };
    const fail = (error: Error) => {
      request.off("data", take);
      request.resume();
      reject(error);
    };
    request.on("data", take);
    request.once("end", () => {
      resolve(Buffer.concat(chunks));
    });
    request.once("error", fail);
    signal.addEventListener("abort", () => fail(signal.reason as Error), { once: true });
    if (signal.aborted) fail(signal.reason as Error);
  });
}

const NOT_PARSED = "We could not parse the JSON body of your request";

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw badRequest(`${NOT_PARSED}: it is not UTF-8 text.`);
  }
}

function parse(text: string) {
  try {
    return readJson(text);
  } catch (error) {
    if (error instanceof JsonReadError) throw badRequest(`${NOT_PARSED}: ${error.message}`);
    throw error;
  }
}
