// What typing in big graders costs, in a real VS Code: from a key to its findings and its live reward, completion,
// and how long the extension host is held up meanwhile.
// `npm run build && node test/bench/language.mjs [1.99|newest]`
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { openCode } from "../../scripts/vscode/launch.mjs";
import { bigGrader, ROW } from "./parts/bigGrader.mjs";

const version = process.argv[2] === "1.99" ? "1.99" : "newest";

const CASES = /** @type {const} */ ([
  { name: "200 kB, 50 sub-graders of all types", count: 50, size: 200_000, types: "all" },
  { name: "200 kB, 50 sub-graders of texts", count: 50, size: 200_000, types: "texts" },
  { name: "1 MB, 500 sub-graders of all types", count: 500, size: 1_000_000, types: "all" },
]);

const workspace = await mkdtemp(join(tmpdir(), "graders-bench-"));
try {
  const files = [];
  for (const [index, { name, count, size, types }] of CASES.entries()) {
    const text = bigGrader(count, size, types);
    await writeFile(join(workspace, `big${index}.grader.json`), text);
    await writeFile(join(workspace, `big${index}.samples.jsonl`), `${JSON.stringify(ROW)}\n`);
    // The same text, which is nothing of ours: what VS Code itself takes.
    await writeFile(join(workspace, `plain${index}.json`), text);
    files.push({
      name,
      grader: `big${index}.grader.json`,
      plain: `plain${index}.json`,
      live: types === "texts",
    });
  }
  const code = await openCode({
    version,
    workspace,
    extension: resolve("."),
    tests: resolve("test/bench/language.cjs"),
    env: { GRADERS_BENCH_FILES: JSON.stringify(files) },
    onLog: (_type, text) => {
      const told = /BENCH (.*)/.exec(text)?.[1];
      if (told !== undefined) process.stdout.write(`${version}: ${told}\n`);
    },
  });
  const exit = await code.exit;
  await code.close();
  if (exit !== 0) throw new Error(`The extension host ended with ${exit}.`);
} finally {
  await rm(workspace, { recursive: true, force: true });
}
