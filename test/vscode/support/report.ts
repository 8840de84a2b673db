/** What a run in the extension host tells the program that started VS Code. */
export type RunReport =
  | { readonly kind: "suite"; readonly title: string }
  | { readonly kind: "passed"; readonly title: string; readonly milliseconds: number }
  | { readonly kind: "skipped"; readonly title: string }
  | { readonly kind: "retried"; readonly title: string; readonly error: string }
  | { readonly kind: "failed"; readonly title: string; readonly error: string }
  | { readonly kind: "end"; readonly passed: number; readonly failed: number };
