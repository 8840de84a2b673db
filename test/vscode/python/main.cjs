// Stands for the Python extension, which can't be had here, with the part of its API that we use: the interpreter
// is the one that a test chose. https://www.npmjs.com/package/@vscode/python-extension
const vscode = require("vscode");

/** @typedef {import("../support/pythonExtension").PythonExtension} PythonExtension */

const chosen = { path: "" };

/** @type {PythonExtension} */
const api = {
  chosen,
  environments: {
    getActiveEnvironmentPath: () => ({ id: chosen.path, path: chosen.path }),
    resolveEnvironment: ({ path }) =>
      Promise.resolve(path === "" ? undefined : { executable: { uri: vscode.Uri.file(path) } }),
  },
};

exports.activate = () => api;
