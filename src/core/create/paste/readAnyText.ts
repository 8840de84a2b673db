import { mayBeYaml, readPasted, type Pasted } from "./readPasted";

/** {@link readPasted}, with what reads YAML where a text may be some; it is loaded only then. */
export async function readAnyText(text: string): Promise<Pasted> {
  if (!mayBeYaml(text)) return readPasted(text);
  const { readYaml } = await import("../yaml/readYaml");
  return readPasted(text, readYaml);
}
