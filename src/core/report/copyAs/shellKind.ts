/** How a shell reads quotes. */
export type ShellKind = "posix" | "powershell";

/** By the path of a shell's program. `cmd` has no quotes that hold every text: PowerShell is on each such machine. */
export function shellKind(program: string): ShellKind {
  const name = program.split(/[\\/]/).at(-1) ?? "";
  return /^(?:pwsh|powershell|cmd)(?:-preview)?(?:\.exe)?$/i.test(name) ? "powershell" : "posix";
}
