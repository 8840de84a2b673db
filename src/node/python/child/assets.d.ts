/** Python sources come in as text (scripts/sandboxBundle.mjs). */
declare module "*.py" {
  const source: string;
  export default source;
}

/** Emscripten's side of Pyodide, which ships without types. */
declare module "pyodide/pyodide.asm.mjs" {
  const createPyodideModule: (settings: object) => Promise<object>;
  export default createPyodideModule;
}
