import * as vscode from "vscode";
import type { Logger } from "../../core/ports";
import type { RowId } from "../../core/runs/rowId";
import { movedBy, type Rename } from "../platform/renames";
import type { RunRecord } from "./runRecord";

/** Results kept a workspace. */
const MOST_RESULTS = 50;
/** A larger result is kept in memory only. */
const MOST_BYTES = 1_000_000;
const FILE = /^run-\d+-\d+\.json$/;

/** The last results of this workspace; they survive a reload in the extension's own storage folder. */
export class ResultStore {
  private readonly records = new Map<string, RunRecord>();
  private count = 0;

  constructor(
    private readonly folder: vscode.Uri,
    private readonly logger: Logger,
  ) {}

  newId(): string {
    return `run-${Date.now()}-${++this.count}`;
  }

  add(record: RunRecord): void {
    this.records.set(record.id, record);
    for (const id of this.records.keys()) {
      if (this.records.size <= MOST_RESULTS) break;
      this.records.delete(id);
    }
    this.save(record).catch((error: unknown) => {
      this.logger.warn(`A result could not be stored: ${String(error)}`);
    });
  }

  /** From memory, or from disk after a reload. */
  async get(id: string): Promise<RunRecord | undefined> {
    const known = this.records.get(id);
    if (known || !FILE.test(`${id}.json`)) return known;
    try {
      const bytes = await vscode.workspace.fs.readFile(this.fileOf(id));
      const record = JSON.parse(new TextDecoder().decode(bytes)) as Partial<RunRecord>;
      // Versions before belonged to places of rows.
      return record.sample?.text === undefined ? undefined : (record as RunRecord);
    } catch {
      return undefined;
    }
  }

  /** The newest result of a grader and row in this session. */
  latest(grader: string, row: RowId): RunRecord | undefined {
    return [...this.records.values()].findLast(
      (record) => record.grader === grader && record.sample.row === row,
    );
  }

  /** Results stay with their grader when its file is renamed. */
  follow(rename: Rename): void {
    for (const record of this.records.values()) {
      const grader = movedBy(rename, vscode.Uri.parse(record.grader));
      if (grader) this.add({ ...record, grader: grader.toString() });
    }
  }

  private fileOf(id: string): vscode.Uri {
    return vscode.Uri.joinPath(this.folder, `${id}.json`);
  }

  private async save(record: RunRecord): Promise<void> {
    const bytes = new TextEncoder().encode(JSON.stringify(record));
    if (bytes.length > MOST_BYTES) return;
    await vscode.workspace.fs.createDirectory(this.folder);
    await vscode.workspace.fs.writeFile(this.fileOf(record.id), bytes);
    await this.prune();
  }

  private async prune(): Promise<void> {
    const entries = await vscode.workspace.fs.readDirectory(this.folder);
    const files = entries.map(([name]) => name).filter((name) => FILE.test(name));
    for (const name of files.sort().slice(0, -MOST_RESULTS)) {
      await vscode.workspace.fs.delete(vscode.Uri.joinPath(this.folder, name));
    }
  }
}
