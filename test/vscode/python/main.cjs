// Stands for the Python extension, which can't be had here, with the part of its API that we use: the interpreter
// is the one that a test chose. https://www.npmjs.com/package/@vscode/python-extension
/** @typedef {import("../support/pythonExtension").PythonExtension} PythonExtension */

const chosen = { path: "" };

/** @type {PythonExtension} */
const api = {
  chosen,
  environments: {
    getActiveEnvironmentPath: () => ({ id: chosen.path, path: chosen.path }),
    // The real one starts the program for that, before we have asked whether it may be.
    resolveEnvironment: () => Promise.reject(new Error("the program was started")),
  },
};

exports.activate = () => api;
