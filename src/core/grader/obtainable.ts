import pyodidePackages from "../../generated/pyodidePackages.json";

const OBTAINABLE: Readonly<Record<string, string>> = pyodidePackages.obtainable;

/**
 * The package by which **Graders: Get Packages…** and `graders packages add` bring a module, named by its first name, to
 * the sandbox; undefined where that cannot be: Pyodide's lock file does not list it, or it or what it needs is compiled.
 */
export function obtainablePackage(module: string): string | undefined {
  return Object.hasOwn(OBTAINABLE, module) ? OBTAINABLE[module] : undefined;
}
