import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { installedWordnet } from "../../../../src/node/wordnet";
import { embeddingsAt, gradeRow } from "../../../support/engine";
import { startJudgeServer, type JudgeServer, type Reply } from "../../../support/judgeServer";

const similar = (evaluation_metric: string, reference = "{{item.reference}}") => ({
  type: "text_similarity",
  input: "{{sample.output_text}}",
  reference,
  evaluation_metric,
});
const row = { item: { reference: "a cat" }, model_sample: "the cat" };

describe("meteor", () => {
  it("is errored where WordNet's table is missing, and the others are not", async () => {
    const wordnet = installedWordnet("no-such-folder");
    const { reward, metadata, diagnostics } = await gradeRow(similar("meteor"), row, { wordnet });
    expect(reward).toBe(0);
    expect(metadata.errors.other_error).toBe(true);
    expect(diagnostics.failures[0]).toMatchObject({
      message: expect.stringMatching(/WordNet's table could not be read: ENOENT/) as string,
      mend: "Install Graders again.",
      path: ["evaluation_metric"],
    });
    expect((await gradeRow(similar("gleu"), row, { wordnet })).metadata.errors.other_error).toBe(false);
  });

  it("does not compute what could not be rendered", async () => {
    const { metadata, diagnostics } = await gradeRow(similar("meteor", "{{item.other}}"), row);
    expect(metadata.errors.invalid_variable_error).toBe(true);
    expect(diagnostics).toMatchObject({
      basis: "unpublished default",
      profile: "NLTK meteor_score, nltk-word, WordNet 3.0",
    });
  });
});

describe("cosine", () => {
  let server: JudgeServer;
  beforeAll(async () => void (server = await startJudgeServer()));
  afterAll(() => server.close());

  const vectors = (...embeddings: readonly (readonly number[])[]): Reply => ({
    body: { data: embeddings.map((embedding, index) => ({ index, embedding: [...embedding] })).reverse() },
  });
  const grade = (over: Parameters<typeof embeddingsAt>[1] = {}) =>
    gradeRow(similar("cosine"), row, { embeddings: embeddingsAt(server.baseUrl, over) });

  it("compares the texts' embeddings, in the order that the server's indexes give", async () => {
    server.replyWith(vectors([3, 4], [4, 3]));
    const { reward, diagnostics } = await grade({ keyFor: () => Promise.resolve("secret") });
    expect(reward).toBeCloseTo(0.96, 12);
    expect(diagnostics).toMatchObject({
      basis: "reference library",
      profile: "cosine of text-embedding-3-large embeddings",
      notes: [],
    });
    const { path, body, headers } = server.requests.at(-1) ?? {};
    expect(path).toBe("/v1/embeddings");
    expect(body).toEqual({ model: "text-embedding-3-large", input: ["the cat", "a cat"] });
    expect(headers?.authorization).toBe("Bearer secret");
  });

  it("says which other model stood in", async () => {
    server.replyWith(vectors([1, 0], [0, 1]));
    const target = () => ({ baseUrl: server.baseUrl, model: "nomic-embed-text" });
    const { reward, diagnostics } = await grade({ target });
    expect(reward).toBe(0);
    expect(diagnostics.basis).toBe("substitute judge");
    expect(diagnostics.profile).toBe("cosine of nomic-embed-text embeddings");
    expect(diagnostics.notes[0]).toMatch(
      /^nomic-embed-text at http:\/\/127.* stands for text-embedding-3-large/,
    );
  });

  it.each<[string, Reply, RegExp]>([
    [
      "an error",
      { status: 400, body: { error: { message: "no empty input" } } },
      /status 400: no empty input/,
    ],
    ["no JSON", { body: "hello" }, /gave no embeddings of 2 texts/],
    ["one vector", vectors([1]), /gave no embeddings of 2 texts/],
    ["vectors of two lengths", vectors([1], [1, 2]), /gave no embeddings of 2 texts/],
    ["a vector without direction", vectors([0, 0], [0, 1]), /gave no embeddings of 2 texts/],
    ["a vector too long to measure", vectors([1e200, 0], [0, 1]), /gave no embeddings of 2 texts/],
    [
      "vectors without numbers",
      { body: { data: [{ embedding: ["x"] }, {}] } },
      /gave no embeddings of 2 texts/,
    ],
    ["a redirect", { status: 302, headers: { location: "http://example.test/" }, body: "" }, /status 302/],
  ])("is errored when the server gives %s", async (_, reply, message) => {
    server.replyWith(reply);
    const { reward, metadata, diagnostics } = await grade();
    expect(reward).toBe(0);
    expect(metadata.errors.other_error).toBe(true);
    expect(diagnostics.failures[0]?.message).toMatch(message);
    expect(diagnostics.failures[0]?.mend).toBeTruthy();
  });

  it("is errored when the server does not answer in time", async () => {
    server.replyWith("hang");
    const { diagnostics } = await grade({ timeoutMs: 50 });
    expect(diagnostics.failures[0]?.message).toMatch(/no answer within 0\.05 s/);
  });

  it("rejects with the reason of a cancelled run", async () => {
    server.replyWith("hang");
    const cancel = new AbortController();
    const coming = server.nextRequest();
    const reason = new Error("cancelled");
    const running = gradeRow(similar("cosine"), row, {
      embeddings: embeddingsAt(server.baseUrl),
      signal: cancel.signal,
    }).catch((error: unknown) => error);
    await coming;
    cancel.abort(reason);
    expect(await running).toBe(reason);
  });

  it.each<[string, Parameters<typeof embeddingsAt>[1], RegExp]>([
    ["no server is set", { target: () => undefined }, /no server for them is set/],
    ["the address is none", { target: () => ({ baseUrl: "ftp://x", model: "m" }) }, /is no web address/],
    [
      "the key would go in the clear",
      {
        target: () => ({ baseUrl: "http://example.test/v1", model: "m" }),
        keyFor: () => Promise.resolve("secret"),
      },
      /not encrypted/,
    ],
  ])("is errored with a mend where %s, and asks nobody", async (_, over, message) => {
    const before = server.requests.length;
    const { diagnostics } = await grade(over);
    expect(diagnostics.failures[0]).toMatchObject({ flag: "other_error", path: ["evaluation_metric"] });
    expect(diagnostics.failures[0]?.message).toMatch(message);
    expect(diagnostics.failures[0]?.mend).toBeTruthy();
    expect(server.requests).toHaveLength(before);
  });
});
