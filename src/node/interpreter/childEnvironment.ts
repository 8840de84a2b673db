import { homedir } from "node:os";
import path from "node:path";
import process from "node:process";

/** Threads of numeric libraries, as many as the service has cores: each costs address space. */
const THREADS = ["OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS"];
/** What some Pythons need to start, and what tells nothing. */
const KEPT = ["LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT"];

/** All that a program of the user's sees of an environment: a key in ours would be one print away. */
export function childEnvironment(executable: string, folder: string): NodeJS.ProcessEnv {
  const kept = KEPT.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    PATH: [path.dirname(executable), "/usr/local/bin", "/usr/bin", "/bin"].join(path.delimiter),
    HOME: folder,
    TMPDIR: folder,
    TEMP: folder,
    TMP: folder,
    LANG: "C.UTF-8",
    // NLTK's corpora, which the hosted image has, are in the user's home; HOME leads there no more.
    NLTK_DATA: process.env.NLTK_DATA ?? path.join(homedir(), "nltk_data"),
    ...Object.fromEntries(THREADS.map((name) => [name, "2"])),
    ...Object.fromEntries(kept),
  };
}
