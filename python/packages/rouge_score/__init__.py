"""Our own module, compatible with rouge-score 0.1.2 in ``rouge_scorer.RougeScorer`` (docs/security.md)."""
