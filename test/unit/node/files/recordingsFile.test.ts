import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FileError } from "../../../../src/node/files/readTextFile";
import { openRecordings } from "../../../../src/node/files/recordingsFile";

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(path.join(tmpdir(), "graders-recordings-"))));
afterAll(() => rm(folder, { recursive: true, force: true }));

const line = (request_hash: string) => JSON.stringify({ request_hash, content: "{}" });
const at = (name: string) => path.join(folder, name);

describe("the recordings beside a grader", () => {
  it("are none where there is no file, and begin with the first line kept", async () => {
    const recordings = await openRecordings(at("new.grader.json"));
    expect(recordings).toMatchObject({ path: at("new.judge.jsonl"), exists: false });
    await recordings.append(line("a"));
    expect(await readFile(at("new.judge.jsonl"), "utf8")).toBe(`${line("a")}\n`);
    const again = await openRecordings(at("new.grader.json"));
    expect([again.exists, [...again.recordings.keys()]]).toEqual([true, ["a"]]);
  });

  it("keep lines whole when many arrive together", async () => {
    const recordings = await openRecordings(at("many.grader.json"));
    const hashes = Array.from({ length: 50 }, (_, index) => `h${index}`);
    await Promise.all(hashes.map((hash) => recordings.append(line(hash))));
    const again = await openRecordings(at("many.grader.json"));
    expect(again.problems).toEqual([]);
    expect([...again.recordings.keys()]).toEqual(hashes);
  });

  it("are not glued to a last line that was not ended", async () => {
    await writeFile(at("open.judge.jsonl"), line("a"));
    const recordings = await openRecordings(at("open.grader.jsonc"));
    await recordings.append(line("b"));
    await recordings.append(line("c"));
    expect(await readFile(at("open.judge.jsonl"), "utf8")).toBe(`${line("a")}\n${line("b")}\n${line("c")}\n`);
  });

  it("say in words why they can't be read or written", async () => {
    await mkdir(at("held.judge.jsonl"));
    await expect(openRecordings(at("held.grader.json"))).rejects.toThrow(
      /held\.judge\.jsonl: it is a directory/,
    );
    const gone = await openRecordings(at("gone/a.grader.json"));
    await expect(gone.append(line("a"))).rejects.toThrow(FileError);
    await expect(gone.append(line("a"))).rejects.toThrow(/a\.judge\.jsonl: there is no such/);
  });
});
