/** Stands in for fast-check where `npm run prove` runs tests: each property is tried on far more inputs. */
import fc, { type Parameters } from "../../node_modules/fast-check/lib/fast-check.js";

const TIMES = 20;
/** What fast-check does where a test does not say. */
const USUAL_RUNS = 100;

const more = <T>(parameters: Parameters<T> = {}): Parameters<T> => ({
  ...parameters,
  numRuns: TIMES * (parameters.numRuns ?? USUAL_RUNS),
});

export default {
  ...fc,
  assert: ((property: never, parameters?: never) =>
    fc.assert(property, more(parameters))) as typeof fc.assert,
};
