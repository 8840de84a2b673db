/** The model whose embeddings the hosted service compares (facts.md "Text similarity"). */
export const HOSTED_EMBEDDINGS_MODEL = "text-embedding-3-large";

/** Turns texts into vectors, for the cosine metric. */
export interface EmbeddingsClient {
  /** Never throws for what the server did; throws the signal's reason when aborted. */
  embed(texts: readonly string[], signal: AbortSignal): Promise<EmbeddingsAnswer>;
}

export type EmbeddingsAnswer =
  | {
      readonly kind: "vectors";
      /** One for each text, all of one length. */
      readonly vectors: readonly (readonly number[])[];
      readonly model: string;
      readonly origin: string;
    }
  | { readonly kind: "unavailable"; readonly message: string; readonly mend: string };
