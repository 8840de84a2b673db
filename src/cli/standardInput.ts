import { addAbortSignal } from "node:stream";
import { standardInput } from "../node/files/readBytes";
import { decodeText } from "../node/files/readTextFile";

const NAME = "standard input";

/**
 * Standard input to its end, as UTF-8 text.
 * @throws FileError where it is no UTF-8; the signal's abortion when the user interrupts the wait
 */
export async function readStandardInput(signal: AbortSignal): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of addAbortSignal(signal, standardInput(NAME))) chunks.push(chunk as Buffer);
  return decodeText(NAME, Buffer.concat(chunks)).text;
}
