import type { Basis } from "./runResult";

/** From what is settled to what nobody here can check. */
const BASES: readonly Basis[] = [
  "exact",
  "reference library",
  "unpublished default",
  "judge",
  "substitute judge",
  "hosted",
];

/** How far a number can be trusted that several others go into: no further than the worst of them. */
export function weakestBasis(bases: readonly Basis[]): Basis {
  return bases.reduce(
    (weakest, basis) => (BASES.indexOf(basis) > BASES.indexOf(weakest) ? basis : weakest),
    "exact",
  );
}
