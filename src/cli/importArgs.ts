import { UsageError } from "./exitCodes";
import { optional, type Given } from "./options";

export interface ImportArgs {
  readonly command: "import";
  readonly files: readonly string[];
  /** Beside each file where it is not given. */
  readonly out?: string;
  readonly force: boolean;
}

export function readImportArgs({ values, positionals }: Given<"out" | "force">): ImportArgs {
  if (positionals.length === 0) throw new UsageError("Name at least one file: graders import FILE…");
  return {
    command: "import",
    files: positionals,
    ...optional("out", values.out),
    force: values.force === true,
  };
}
