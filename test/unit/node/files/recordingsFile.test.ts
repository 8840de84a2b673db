import { appendFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FileError } from "../../../../src/node/files/readTextFile";
import { openRecordingsBeside } from "../../../../src/node/files/recordingsFile";

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(path.join(tmpdir(), "graders-recordings-"))));
afterAll(() => rm(folder, { recursive: true, force: true }));

const line = (request_hash: string) => JSON.stringify({ request_hash, content: "{}" });
const at = (name: string) => path.join(folder, name);

describe("the recordings beside a grader", () => {
  it("are none where there is no file, and begin with the first line kept", async () => {
    const recordings = await openRecordingsBeside(at("new.grader.json"));
    expect(recordings).toMatchObject({ name: at("new.judge.jsonl"), exists: false });
    await recordings.append(line("a"));
    expect(await readFile(at("new.judge.jsonl"), "utf8")).toBe(`${line("a")}\n`);
    const again = await openRecordingsBeside(at("new.grader.json"));
    expect([again.exists, [...again.recordings.keys()]]).toEqual([true, ["a"]]);
  });

  it("keep lines whole when many arrive together", async () => {
    const recordings = await openRecordingsBeside(at("many.grader.json"));
    const hashes = Array.from({ length: 50 }, (_, index) => `h${index}`);
    await Promise.all(hashes.map((hash) => recordings.append(line(hash))));
    const again = await openRecordingsBeside(at("many.grader.json"));
    expect(again.problems).toEqual([]);
    expect([...again.recordings.keys()]).toEqual(hashes);
  });

  it("tell of a line that broke off, in the middle of a character too, and go on behind it", async () => {
    const torn = Buffer.from('{"request_hash":"b","content":"größer"}').subarray(0, -5);
    await writeFile(at("torn.judge.jsonl"), `${line("a")}\n`);
    await appendFile(at("torn.judge.jsonl"), torn);
    const recordings = await openRecordingsBeside(at("torn.grader.json"));
    expect([...recordings.recordings.keys()]).toEqual(["a"]);
    expect(recordings.problems).toEqual([expect.stringMatching(/^Line 2: /)]);
    await recordings.append(line("c"));
    const again = await openRecordingsBeside(at("torn.grader.json"));
    expect([...again.recordings.keys()]).toEqual(["a", "c"]);
    expect(again.problems).toEqual(recordings.problems);
  });

  it("say in words why they can't be read or written", async () => {
    await mkdir(at("held.judge.jsonl"));
    await expect(openRecordingsBeside(at("held.grader.json"))).rejects.toThrow(
      /held\.judge\.jsonl: it is a directory/,
    );
    const gone = await openRecordingsBeside(at("gone/a.grader.json"));
    await expect(gone.append(line("a"))).rejects.toThrow(FileError);
    await expect(gone.append(line("a"))).rejects.toThrow(/a\.judge\.jsonl: there is no such/);
    await mkdir(at("gone"));
    await gone.append(line("a"));
    expect(await readFile(at("gone/a.judge.jsonl"), "utf8")).toBe(`${line("a")}\n`);
  });
});
