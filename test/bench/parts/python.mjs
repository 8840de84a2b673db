// The first Python result and 1,000 warm ones.
import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import {
  folder,
  graderFile,
  least,
  makePairs,
  over,
  print,
  PYTHON,
  runCli,
  samplesFile,
} from "./support.mjs";

const ROWS = [1_000, 10_000];
/** After each of its grades, memory and files are put back (docs/security.md). */
const REACHES = {
  ...PYTHON,
  source: `import logging\nlogging.basicConfig(level=logging.INFO)\n${PYTHON.source}`,
};
const NOTHING = { wall: 0, cpu: 0, megabytes: 0 };

export function python() {
  const grader = graderFile("python", PYTHON);
  const pairs = makePairs();
  const one = samplesFile("python-one", pairs.slice(0, 1));
  const fresh = () => ({ ...process.env, XDG_CACHE_HOME: mkdtempSync(join(folder, "cache-")) });
  print(
    "first Python result ever (no memory snapshot yet)",
    over(
      least(() => runCli(grader, one, fresh())),
      NOTHING,
    ),
  );
  const env = fresh();
  runCli(grader, one, env);
  const start = least(() => runCli(grader, one, env));
  print("first Python result after that, process start included", over(start, NOTHING));
  const reaching = graderFile("reaching", REACHES);
  const few = samplesFile("python-reaching", pairs.slice(0, ROWS[0]));
  const startReaching = least(() => runCli(reaching, one, env));
  print(
    `${ROWS[0]} rows of a Python that reaches further, over the first result`,
    over(
      least(() => runCli(reaching, few, env)),
      startReaching,
    ),
  );
  for (const rows of ROWS) {
    const many = samplesFile(`python-${rows}`, pairs.slice(0, rows));
    print(
      `${rows} Python rows, over the first result`,
      over(
        least(() => runCli(grader, many, env)),
        start,
      ),
    );
  }
}
