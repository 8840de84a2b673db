import dgram from "node:dgram";
import dns from "node:dns";
import events from "node:events";
import fs from "node:fs";
import net from "node:net";
import process from "node:process";

/** What no property of a global leads to. */
const HIDDEN: readonly unknown[] = [
  function* () {
    yield 0;
  },
  async function* () {
    yield await Promise.resolve(0);
  },
  async () => Promise.resolve(0),
  [][Symbol.iterator](),
  new Map()[Symbol.iterator](),
  new Set()[Symbol.iterator](),
  ""[Symbol.iterator](),
  "".matchAll(/./g),
];

/** Modules of Node that are loaded here and whose objects Node's own code goes through. */
const MODULES: readonly unknown[] = [dgram, dns, events, fs, net, process];

/**
 * Prototypes whose members programs set on objects of their own, such as `toString`: an inherited member that is
 * frozen refuses that in strict code. There each becomes a pair of functions that makes the object's own member.
 */
const OFTEN_OVERRIDDEN: readonly object[] = [Object.prototype, Function.prototype, Error.prototype];

/**
 * Freezes the language and Node's own objects, and all that they lead to: nothing that Python could put into a
 * prototype would be met by Node's code. After Emscripten has loaded, which changes some itself.
 */
export function freezeRealm(): void {
  for (const prototype of OFTEN_OVERRIDDEN) allowOverriding(prototype);
  const found = new Set<object>();
  // The system's own variables can't be frozen; they are emptied, and gone with `process`.
  const environment: unknown = Reflect.get(process, "env");
  const waiting: unknown[] = [globalThis, ...MODULES, ...HIDDEN];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (!isObject(next) || found.has(next) || next === environment) continue;
    found.add(next);
    waiting.push(Object.getPrototypeOf(next));
    for (const key of Reflect.ownKeys(next)) {
      const property = Reflect.getOwnPropertyDescriptor(next, key);
      waiting.push(property?.value, property?.get, property?.set);
    }
  }
  for (const object of found) {
    // The elements of a typed array can't be frozen; nothing behind them is anybody's.
    if (!ArrayBuffer.isView(object)) Object.freeze(object);
  }
}

function isObject(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}

function allowOverriding(prototype: object): void {
  for (const key of Reflect.ownKeys(prototype)) {
    const property = Reflect.getOwnPropertyDescriptor(prototype, key);
    if (!property?.configurable || !("value" in property)) continue;
    const value: unknown = property.value;
    Object.defineProperty(prototype, key, {
      get: () => value,
      set(this: unknown, own: unknown) {
        if (!isObject(this) || this === prototype) throw new TypeError(`${String(key)} is fixed.`);
        Object.defineProperty(this, key, {
          value: own,
          writable: true,
          enumerable: true,
          configurable: true,
        });
      },
      enumerable: false,
      configurable: false,
    });
  }
}
