// Runs in the extension host of test/bench/extension.mjs: what activation and the first services cost.
const vscode = require("vscode");

exports.run = async () => {
  const extension = vscode.extensions.getExtension("graders.graders");
  const wasActive = extension.isActive;
  const start = performance.now();
  const { services } = await extension.activate();
  const activated = performance.now();
  await services();
  const loaded = performance.now();
  // eslint-disable-next-line no-console
  console.log(
    `BENCH ${JSON.stringify({ wasActive, activate: activated - start, services: loaded - activated })}`,
  );
};
