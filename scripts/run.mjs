import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/**
 * Runs a program and gives its exit code and its output, both streams as they came.
 * @param {string} command
 * @param {string[]} args
 * @returns {Promise<{ code: number, output: string }>}
 */
export function runQuietly(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    const collect = (/** @type {Buffer} */ chunk) => (output += String(chunk));
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    child.on("error", reject);
    child.on("exit", (code) => resolve({ code: code ?? 1, output }));
  });
}

/**
 * Runs a program on this terminal and gives its exit code.
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @param {number} [limitMs] after which it is killed
 * @returns {Promise<number>}
 */
export function runHere(command, args, env = process.env, limitMs = 0) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: "inherit", env, timeout: limitMs, killSignal: "SIGKILL" });
    child.on("error", reject);
    child.on("exit", (code) => resolve(code ?? 1));
  });
}

/**
 * Runs a program and hands on its output line by line, as it comes.
 * @param {string} command
 * @param {string[]} args
 * @param {(line: string) => void} tell
 * @param {{ env?: NodeJS.ProcessEnv, limitMs?: number }} [options] after `limitMs` it is killed
 * @returns {Promise<number>} its exit code
 */
export function runTelling(command, args, tell, { env = process.env, limitMs = 0 } = {}) {
  return new Promise((resolve, reject) => {
    const stdio = /** @type {["ignore", "pipe", "pipe"]} */ (["ignore", "pipe", "pipe"]);
    const child = spawn(command, args, { stdio, env, timeout: limitMs, killSignal: "SIGKILL" });
    for (const input of [child.stdout, child.stderr]) createInterface({ input }).on("line", tell);
    child.on("error", reject);
    child.on("close", (code) => resolve(code ?? 1));
  });
}
