import { t } from "@vscode/l10n";
import type { SimilarityMetric } from "../../grader/types";
import { HOSTED_EMBEDDINGS_MODEL } from "../../judge/embeddingsClient";
import type { Basis } from "../../result/runResult";
import type { GradeContext } from "../graded";
import { bleu } from "./bleu";
import { cosine } from "./cosine";
import { fuzzyMatch } from "./fuzzyMatch";
import { gleu } from "./gleu";
import { meteor } from "./meteor";
import type { MetricsProfile } from "./profile";
import { rougeL, rougeN } from "./rouge";
import { tokenize } from "./tokens";
import type { Synonyms } from "./wordnet";

/** How far a metric's number can be trusted, and the settings behind it. */
interface Standing {
  readonly basis: Basis;
  readonly profile: string;
}

/** The outside has not given what the metric needs. */
interface Missing {
  readonly message: string;
  readonly mend: string;
}

/** A number alone has the standing that the metric has of itself. */
type Computed = number | ({ readonly value: number; readonly note: string } & Standing) | Missing;

interface Metric {
  standing(profile: MetricsProfile): Standing;
  compute(input: string, reference: string, context: GradeContext): Computed | Promise<Computed>;
}

const settled = (basis: Basis, profile: string): Metric["standing"] => {
  const standing = { basis, profile };
  return () => standing;
};

const rougeScore = settled("reference library", "rouge-score 0.1.2, F-measure, no stemmer");

const rouge = (n: number): Metric => ({
  standing: rougeScore,
  compute: (input, reference) => rougeN(input, reference, n),
});

/** The metrics by name, with the libraries that the hosted service uses (facts.md "Text similarity"). */
export const METRICS: Readonly<Record<SimilarityMetric, Metric>> = {
  fuzzy_match: { standing: settled("exact", "RapidFuzz ratio / 100"), compute: fuzzyMatch },
  bleu: {
    standing: ({ tokenizer, smoothing }) => unpublished(`NLTK sentence_bleu, ${tokenizer}/${smoothing}`),
    compute: (input, reference, { options: { metrics } }) =>
      bleu(tokenize(input, metrics.tokenizer), tokenize(reference, metrics.tokenizer), metrics.smoothing),
  },
  gleu: {
    standing: ({ tokenizer }) => unpublished(`NLTK sentence_gleu, ${tokenizer}`),
    compute: (input, reference, { options: { metrics } }) =>
      gleu(tokenize(input, metrics.tokenizer), tokenize(reference, metrics.tokenizer)),
  },
  meteor: {
    standing: ({ tokenizer }) => unpublished(`NLTK meteor_score, ${tokenizer}, WordNet 3.0`),
    compute: computeMeteor,
  },
  rouge_1: rouge(1),
  rouge_2: rouge(2),
  rouge_3: rouge(3),
  rouge_4: rouge(4),
  rouge_5: rouge(5),
  rouge_l: { standing: rougeScore, compute: rougeL },
  cosine: {
    standing: settled("reference library", `cosine of ${HOSTED_EMBEDDINGS_MODEL} embeddings`),
    compute: computeCosine,
  },
};

function unpublished(profile: string): Standing {
  return { basis: "unpublished default", profile };
}

async function computeMeteor(
  input: string,
  reference: string,
  { options, ports }: GradeContext,
): Promise<Computed> {
  const { tokenizer } = options.metrics;
  let synonyms: Synonyms;
  try {
    synonyms = await ports.wordnet();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { message: t("WordNet's table could not be read: {0}", why), mend: t("Install Graders again.") };
  }
  return meteor(tokenize(input, tokenizer), tokenize(reference, tokenizer), synonyms);
}

async function computeCosine(
  input: string,
  reference: string,
  { ports, signal }: GradeContext,
): Promise<Computed> {
  const answer = await ports.embeddings.embed([input, reference], signal);
  if (answer.kind === "unavailable") return answer;
  const { vectors, model, origin } = answer;
  const value = cosine(vectors[0] ?? [], vectors[1] ?? []);
  if (model === HOSTED_EMBEDDINGS_MODEL) return value;
  return {
    value,
    basis: "substitute judge",
    profile: `cosine of ${model} embeddings`,
    note: t(
      "{0} at {1} stands for {2}, which the hosted service uses.",
      model,
      origin,
      HOSTED_EMBEDDINGS_MODEL,
    ),
  };
}
