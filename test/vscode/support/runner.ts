/**
 * Mocha's functions, by import rather than as globals. A test has 90 s (`this.timeout` in a `function` sets
 * another limit).
 */
import { afterEach, after, before, beforeEach, describe as suite, it as test } from "mocha";
import { pageAvailable } from "./page";

export { after, afterEach, before, beforeEach, suite, test };

/** A test that drives the page: skipped in a desktop VS Code. */
export const testOnPage = pageAvailable ? test : test.skip;

/**
 * Waits until a value is there: VS Code tells us of diagnostics, tabs and the like in its own time.
 * @param what names what is awaited, in the error
 * @throws Error after `limitMs`
 */
export async function eventually<T>(
  what: string,
  read: () => T | undefined | Promise<T | undefined>,
  limitMs = 30_000,
): Promise<T> {
  const end = Date.now() + limitMs;
  for (;;) {
    const value = await read();
    if (value !== undefined) return value;
    if (Date.now() > end) throw new Error(`Waited ${limitMs} ms for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
