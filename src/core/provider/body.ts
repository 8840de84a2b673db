import type { FetchResponse } from "../ports";
import { said, type Said } from "../said";

/** An answer that can't be taken: too large, cut off, or not text. */
export class BodyError extends Error {
  readonly english: string | undefined;

  constructor(
    readonly reason: "too-large" | "cut-off" | "not-text",
    what: Said,
  ) {
    super(what.message);
    this.english = what.english;
  }
}

/**
 * The body as UTF-8 text, read up to a limit so that no server can fill our memory.
 * @param maxBytes largest body taken
 * @throws BodyError where the body is larger, ends before its length, or is no UTF-8
 */
export async function readBody(response: FetchResponse, maxBytes: number): Promise<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const texts: string[] = [];
  let size = 0;
  try {
    for await (const chunk of response.body ?? []) {
      size += chunk.length;
      if (size > maxBytes) {
        throw new BodyError(
          "too-large",
          said("The answer is larger than {0} MB.", Math.round(maxBytes / 1_000_000)),
        );
      }
      texts.push(decoder.decode(chunk, { stream: true }));
    }
    texts.push(decoder.decode());
  } catch (error) {
    if (error instanceof BodyError) throw error;
    if (error instanceof TypeError && /decod|encod|utf/i.test(error.message)) {
      throw new BodyError("not-text", said("The answer is not UTF-8 text."));
    }
    throw new BodyError(
      "cut-off",
      said("The connection broke in the middle of the answer ({0}).", errorText(error)),
    );
  }
  return texts.join("");
}

/** Gives up a body unread, so that its connection is freed; whether that works is nobody's concern. */
export async function discardBody({ body }: FetchResponse): Promise<void> {
  try {
    const chunks = body?.[Symbol.asyncIterator]();
    // Only an iterator that has begun closes its stream on return.
    await chunks?.next();
    await chunks?.return?.();
  } catch {
    // The connection is gone already.
  }
}

function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
