import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startApiServer, type ApiServer } from "../../support/apiServer";
import { commandLine, finished, type CommandLine } from "../../support/cli";
import { jsonLines, writeGraders } from "./support";

let cli: CommandLine;
let api: ApiServer;
beforeAll(async () => {
  [cli, api] = await Promise.all([commandLine(), startApiServer()]);
  await writeGraders(cli);
});
beforeEach(() => api.answerWith("success"));
afterAll(() => api.close());

const env = { GRADERS_API_KEY: "key-123" };
const hosted = () => ["--provider", "custom", "--base-url", `${api.url}/v1`];

describe("a hosted provider", () => {
  it("gets grader and sample with the key of the environment, and its answer is printed", async () => {
    const coming = api.nextRequest();
    const { code, stdout, stderr } = await cli.run(
      ["run", "exact.grader.json", "--format", "json", "--sample", "right", ...hosted()],
      { env },
    );
    expect([code, stderr]).toEqual([0, ""]);
    const { path, headers, body } = await coming;
    expect(path).toBe("/v1/fine_tuning/alpha/graders/run");
    expect(headers.authorization).toBe("Bearer key-123");
    expect(JSON.parse(body)).toMatchObject({ model_sample: "42", item: { answer: "42" } });
    expect(jsonLines(stdout)[0]).toMatchObject({
      reward: 1,
      diagnostics: { provider: "custom", basis: "hosted" },
    });
    expect(stdout).not.toContain("key-123");
  });

  it("refuses the key: 3, and the key is in no message", async () => {
    api.answerWith("unauthorized");
    const { code, stdout, stderr } = await cli.run(["run", "exact.grader.json", ...hosted()], { env });
    expect(code).toBe(3);
    expect(stdout).toContain("GRADERS_API_KEY");
    expect(stdout + stderr).not.toContain("key-123");
  });

  it("has no key: 2", async () => {
    const { code, stdout } = await cli.run(["run", "exact.grader.json", ...hosted()]);
    expect(code).toBe(2);
    expect(stdout).toContain("Set GRADERS_API_KEY in the environment.");
  });

  it("has no address: 2", async () => {
    const { code, stderr } = await cli.run(["run", "exact.grader.json", "--provider", "custom"], { env });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^graders: The provider custom has no address\..*--base-url.*\n$/);
  });

  it("refuses a grader at a parameter: validate puts it at its place: 1", async () => {
    api.answerWith("bad-request");
    const { code, stdout } = await cli.run(["validate", "exact.grader.json", ...hosted()], { env });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^exact\.grader\.json:1:\d+: error .*Invalid value: 'neq'/);
  });

  it("finds nothing to refuse: 0", async () => {
    const { code, stdout } = await cli.run(["validate", "exact.grader.json", ...hosted()], { env });
    expect([code, stdout]).toEqual([0, "exact.grader.json: string_check, valid\n"]);
  });

  it("hangs: an interruption ends it with 130, and the server sees it", async () => {
    api.answerWith("hang");
    const coming = api.nextRequest();
    const child = cli.start(["run", "exact.grader.json", "--sample", "1", ...hosted()], { env });
    const end = finished(child);
    const { ended } = await coming;
    child.kill("SIGINT");
    expect(await end).toEqual({ code: 130, stdout: "", stderr: "" });
    expect(await ended).toBe("aborted");
  });

  it("hangs: --timeout ends it with 3", async () => {
    api.answerWith("hang");
    const { code, stdout } = await cli.run(
      ["run", "exact.grader.json", "--sample", "1", "--timeout", "1", ...hosted()],
      { env },
    );
    expect(code).toBe(3);
    expect(stdout).toMatch(/did not answer within 1 s/);
  });
});
