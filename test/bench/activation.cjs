// Runs in the extension host of test/bench/extension.mjs: what activation and the first services cost.
const vscode = require("vscode");

exports.run = async () => {
  const extension = vscode.extensions.getExtension("graders.graders");
  if (!extension) throw new Error("The extension is not there.");
  const wasActive = extension.isActive;
  const start = performance.now();
  const { services } = await extension.activate();
  const activated = performance.now();
  await services();
  const loaded = performance.now();
  console.log(
    `BENCH ${JSON.stringify({ wasActive, activate: activated - start, services: loaded - activated })}`,
  );
};
