/**
 * Modules of the hosted image 2025-05-08 beside the standard library, with the package and the version that
 * it pins (facts.md "Python packages").
 */
export const HOSTED_PACKAGES: Readonly<Record<string, string>> = {
  numpy: "numpy 2.2.4",
  scipy: "scipy 1.15.2",
  sympy: "sympy 1.13.3",
  pandas: "pandas 2.2.3",
  rapidfuzz: "rapidfuzz 3.10.1",
  sklearn: "scikit-learn 1.6.1",
  rouge_score: "rouge-score 0.1.2",
  deepdiff: "deepdiff 8.4.2",
  jsonschema: "jsonschema 4.23.0",
  pydantic: "pydantic 2.10.6",
  yaml: "pyyaml 6.0.2",
  nltk: "nltk 3.9.1",
  sqlparse: "sqlparse 0.5.3",
  rdkit: "rdkit 2024.9.6",
  skbio: "scikit-bio 0.6.3",
  ast_grep_py: "ast-grep-py 0.36.2",
};

/** What those packages themselves require, and the image has therefore too, in versions that are not published. */
const REQUIRED_PACKAGES: Readonly<Record<string, string>> = {
  mpmath: "mpmath",
  dateutil: "python-dateutil",
  pytz: "pytz",
  tzdata: "tzdata",
  six: "six",
  joblib: "joblib",
  threadpoolctl: "threadpoolctl",
  absl: "absl-py",
  orderly_set: "orderly-set",
  attr: "attrs",
  attrs: "attrs",
  jsonschema_specifications: "jsonschema-specifications",
  referencing: "referencing",
  rpds: "rpds-py",
  annotated_types: "annotated-types",
  pydantic_core: "pydantic-core",
  typing_extensions: "typing-extensions",
  click: "click",
  regex: "regex",
  tqdm: "tqdm",
  PIL: "pillow",
};

/** Modules of the image beside the standard library, each with its package, and the version where it is pinned. */
export const HOSTED_MODULES = { ...HOSTED_PACKAGES, ...REQUIRED_PACKAGES };
