import { addAbortSignal } from "node:stream";
import { decodeText } from "../node/files/readTextFile";

/**
 * Standard input to its end, as UTF-8 text.
 * @throws FileError where it is no UTF-8; the signal's abortion when the user interrupts the wait
 */
export async function readStandardInput(signal: AbortSignal): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of addAbortSignal(signal, process.stdin)) chunks.push(chunk as Buffer);
  return decodeText("standard input", Buffer.concat(chunks)).text;
}
