// Runs in the extension host of test/bench/language.mjs.
const vscode = require("vscode");

const KEYS = 20;
/** More, since what other programs of the machine take is in it. */
const KEYS_HELD = 60;
/** A frame of a 60 Hz screen. */
const FRAME_MS = 16;
/** A fast typist's. */
const KEY_MS = 120;
const LIMIT_MS = 20_000;

const wait = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** From Node 23.9 on. @type {(() => { user: number, system: number }) | undefined} */
const threadCpuUsage = Reflect.get(process, "threadCpuUsage")?.bind(process);

/** @param {string} name @param {number[]} times */
function tell(name, times) {
  const sorted = times.toSorted((a, b) => a - b);
  const [median = NaN, most = NaN] = [sorted[Math.floor(sorted.length / 2)], sorted.at(-1)];
  console.log(`BENCH ${name.padEnd(110)} median ${median.toFixed(1)} ms, most ${most.toFixed(1)} ms`);
}

/** @param {string} name @param {number[]} times */
function tellHeldUp(name, times) {
  const long = times.filter((time) => time > FRAME_MS).length;
  tell(`${name}, ${long} of ${times.length} above ${FRAME_MS} ms`, times);
}

/** Waits for something, looking each millisecond. @param {() => boolean} is */
async function until(is) {
  const end = performance.now() + LIMIT_MS;
  while (!is()) {
    if (performance.now() > end) throw new Error("Waited too long.");
    await wait(1);
  }
}

/** Opens a file of the workspace. @param {string} name */
async function open(name) {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (!folder) throw new Error("There is no folder.");
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, name));
  return vscode.window.showTextDocument(document);
}

/**
 * Replaces a piece of the text, and waits until the extension host has heard of it.
 * @param {import("vscode").TextEditor} editor @param {number} offset @param {string} before @param {string} after
 * @returns {Promise<number>} when it heard
 */
function replace(editor, offset, before, after) {
  const { document } = editor;
  return new Promise((resolve, reject) => {
    const heard = vscode.workspace.onDidChangeTextDocument((event) => {
      if (event.document !== document) return;
      heard.dispose();
      resolve(performance.now());
    });
    const range = new vscode.Range(document.positionAt(offset), document.positionAt(offset + before.length));
    void editor.edit((edit) => edit.replace(range, after)).then(undefined, reject);
  });
}

/**
 * Types a wrong namespace and the right one, again and again.
 * @param {import("vscode").TextEditor} editor
 * @param {(heard: number, isWrong: boolean) => Promise<void>} look
 */
async function toggle(editor, look, keys = KEYS) {
  const offset = editor.document.getText().lastIndexOf("{{item.") + 2;
  for (let key = 0; key < keys; key++) {
    const isWrong = key % 2 === 0;
    const [before, after] = isWrong ? ["item", "itme"] : ["itme", "item"];
    await look(await replace(editor, offset, before, after), isWrong);
  }
}

/** @param {import("vscode").TextEditor} editor */
async function findings(editor) {
  /** @type {number[]} */
  const times = [];
  const isFound = () =>
    vscode.languages
      .getDiagnostics(editor.document.uri)
      .some(({ message, source }) => source === "graders" && message.includes("itme"));
  await toggle(editor, async (heard, isWrong) => {
    await until(() => isFound() === isWrong);
    times.push(performance.now() - heard);
    await wait(KEY_MS);
  });
  return times;
}

/** @param {import("vscode").TextEditor} editor @param {{ templateHelp: any }} services */
async function completion(editor, { templateHelp }) {
  /** @type {number[]} */
  const times = [];
  const { document } = editor;
  const offset = document.getText().lastIndexOf("{{item.") + "{{item.".length;
  for (let key = 0; key < KEYS; key++) {
    // A text that nobody has read yet, as after each key.
    await replace(editor, document.getText().lastIndexOf("}"), "}", " }");
    const start = performance.now();
    const found = await templateHelp.provideCompletionItems(document, document.positionAt(offset));
    times.push(performance.now() - start);
    if (!found || (found.items ?? found).length === 0) throw new Error("Nothing was completed.");
    await wait(KEY_MS);
  }
  return times;
}

/** @param {import("vscode").TextEditor} editor @param {{ live: any }} services */
async function liveReward(editor, { live }) {
  /** @type {number[]} */
  const times = [];
  const { document } = editor;
  const lines = () => JSON.stringify(live.lines(document));
  await until(() => lines().length > 2);
  const text = document.getText();
  const offset = text.indexOf("{{sample.output_text}}", text.indexOf('"text_similarity"'));
  for (let key = 0; key < KEYS; key++) {
    const before = lines();
    const [old, next] =
      key % 2 === 0 ? ["Judge", "{{sample.output_text}}"] : ["{{sample.output_text}}", "Judge"];
    const heard = await replace(editor, offset, old, next);
    await until(() => lines() !== before && !lines().includes('"stale"'));
    times.push(performance.now() - heard);
    await wait(KEY_MS);
  }
  return times;
}

/**
 * The longest turn of the host's event loop at each key: by the clock, and by its thread's own processor time, which
 * leaves out what other programs of the machine took meanwhile.
 * @param {string} name
 * @param {import("vscode").TextEditor} editor
 */
async function heldUp(name, editor) {
  const used = threadCpuUsage ?? (() => ({ user: NaN, system: NaN }));
  /** @type {number[]} */
  const clock = [];
  /** @type {number[]} */
  const processor = [];
  const look = async () => {
    const longest = { clock: 0, processor: 0 };
    const end = performance.now() + 400;
    for (let at = performance.now(), from = used(); at < end;) {
      await wait(1);
      const [now, until] = [performance.now(), used()];
      longest.clock = Math.max(longest.clock, now - at - 1);
      longest.processor = Math.max(
        longest.processor,
        (until.user - from.user + until.system - from.system) / 1000,
      );
      [at, from] = [now, until];
    }
    clock.push(longest.clock);
    processor.push(longest.processor);
  };
  await toggle(editor, look, KEYS_HELD);
  tellHeldUp(name, clock);
  if (threadCpuUsage) tellHeldUp(`${name}, processor time`, processor);
}

exports.run = async () => {
  const extension = vscode.extensions.getExtension("graders.graders");
  if (!extension) throw new Error("The extension is not there.");
  const services = await (await extension.activate()).services();
  for (const { name, grader, plain, live } of JSON.parse(process.env.GRADERS_BENCH_FILES ?? "[]")) {
    const other = await open(plain);
    await wait(3_000);
    await heldUp(`${name}: host held up at a key, as plain JSON`, other);
    const editor = await open(grader);
    await wait(3_000);
    await heldUp(`${name}: host held up at a key`, editor);
    tell(`${name}: findings after a key`, await findings(editor));
    tell(`${name}: completion, of a text not read yet`, await completion(editor, services));
    if (live) tell(`${name}: live reward after a key`, await liveReward(editor, services));
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  }
};
