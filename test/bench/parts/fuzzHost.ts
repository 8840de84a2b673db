/** What test/bench/fuzz.mjs runs in its threads. */
export { look } from "../../fuzz/look";
export { mutate } from "../../fuzz/mutate";
export { Random } from "../../fuzz/random";
export { readSeeds } from "../../fuzz/seeds";
