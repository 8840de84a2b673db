import type { Grader } from "../grader/types";

/** Whether a grader, with all its sub-graders, asks nobody: no Python, judge, embeddings server or endpoint. */
export function computes(grader: Grader): boolean {
  switch (grader.type) {
    case "string_check":
      return true;
    case "text_similarity":
      // Its embeddings come from a server.
      return grader.evaluation_metric !== "cosine";
    case "multi":
      return Object.values(grader.graders).every(computes);
    case "python":
    case "score_model":
    case "label_model":
    case "endpoint":
      return false;
  }
}
