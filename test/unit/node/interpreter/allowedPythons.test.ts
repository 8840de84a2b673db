import { chmod, copyFile, mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { AllowedPythons, type Permissions } from "../../../../src/node/interpreter/allowedPythons";
import { PYTHON, temporaryFolder } from "./support";

/** A workspace's memory, and a user who is asked. */
class Workspace {
  readonly given = new Set<string>();
  readonly asked: string[] = [];
  answer = true;
  private allowed: ReturnType<Permissions["read"]> = {};
  private pythons = this.open();

  allows(program: string): Promise<boolean> {
    this.pythons.startAction();
    return this.pythons.allows(program);
  }

  /** As a new window has it. */
  open(): AllowedPythons {
    return (this.pythons = new AllowedPythons({
      ensure: (program) => {
        if (this.given.has(program)) return Promise.resolve(true);
        this.asked.push(program);
        if (this.answer) this.given.add(program);
        return Promise.resolve(this.answer);
      },
      revoke: (program) => Promise.resolve(void this.given.delete(program)),
      read: () => this.allowed,
      write: (allowed) => Promise.resolve(void (this.allowed = allowed)),
    }));
  }
}

let folder = "";
let program = "";
let workspace: Workspace;
beforeEach(async () => {
  folder = await temporaryFolder();
  program = path.join(folder, "python3");
  workspace = new Workspace();
});

async function launcher(version: string): Promise<void> {
  await writeFile(path.join(folder, "version"), version);
  await writeFile(
    program,
    `#!/bin/sh\necho started >> "${folder}/starts"\nprintf "$(cat "${folder}/version")\\n$0"\n`,
  );
  await chmod(program, 0o755);
}

const starts = () => readFile(path.join(folder, "starts"), "utf8").catch(() => "");

describe("consent to a Python", () => {
  it("is asked for once, and kept", async () => {
    expect(await workspace.allows(PYTHON)).toBe(true);
    workspace.open();
    expect(await Promise.all([workspace.allows(PYTHON), workspace.allows(PYTHON)])).toEqual([true, true]);
    expect(workspace.asked).toEqual([PYTHON]);
  });

  it("is asked for once by all rows of a batch", async () => {
    const rows = Array.from({ length: 5 }, () => workspace.allows(PYTHON));
    expect(await Promise.all(rows)).toEqual(rows.map(() => true));
    expect(workspace.asked).toEqual([PYTHON]);
  });

  it("comes before anything of it is started", async () => {
    await launcher("3.12.0");
    workspace.answer = false;
    expect(await workspace.allows(program)).toBe(false);
    expect(await starts()).toBe("");
  });

  it("belongs to a workspace", async () => {
    await workspace.allows(PYTHON);
    const other = new Workspace();
    await other.allows(PYTHON);
    expect(other.asked).toEqual([PYTHON]);
  });

  it("ends where the program's file becomes another, before that one is started", async () => {
    await launcher("3.12.0");
    await workspace.allows(program);
    const before = await starts();
    await writeFile(program, `${await readFile(program, "utf8")}# another\n`);
    workspace.answer = false;
    expect(await workspace.allows(program)).toBe(false);
    expect([workspace.asked, await starts()]).toEqual([[program, program], before]);
    workspace.answer = true;
    expect(await workspace.allows(program)).toBe(true);
    expect(await workspace.allows(program)).toBe(true);
    expect(workspace.asked).toHaveLength(3);
  });

  it("ends where a launcher, the same file, starts another version", async () => {
    await launcher("3.12.0");
    await workspace.allows(program);
    await writeFile(path.join(folder, "version"), "3.13.0");
    workspace.answer = false;
    expect(await workspace.allows(program)).toBe(false);
    expect(await workspace.allows(program)).toBe(false);
    workspace.answer = true;
    expect(await workspace.allows(program)).toBe(true);
    const { length } = workspace.asked;
    expect(await workspace.allows(program)).toBe(true);
    expect(workspace.asked).toHaveLength(length);
  });

  it("ends where a link leads to another program, and where its environment becomes another", async () => {
    const bin = path.join(folder, "venv", "bin");
    await mkdir(bin, { recursive: true });
    const python = path.join(bin, "python");
    await symlink(PYTHON, python);
    await workspace.allows(python);
    await writeFile(path.join(folder, "venv", "pyvenv.cfg"), "version = 3.9.1\n");
    await workspace.allows(python);
    expect(workspace.asked).toHaveLength(2);
    await rm(python);
    await copyFile(PYTHON, path.join(bin, "copy"));
    await symlink(path.join(bin, "copy"), python);
    await workspace.allows(python);
    expect(workspace.asked).toHaveLength(3);
  });
});
