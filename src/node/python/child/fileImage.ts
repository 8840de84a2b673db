import type { FileNode, FileSystem } from "./machine";

/** What a node was. */
interface Entry {
  readonly node: FileNode;
  readonly mode: number;
  readonly contents: unknown;
  readonly usedBytes: number | undefined;
  readonly link: string | undefined;
  readonly times: Pick<FileNode, "atime" | "mtime" | "ctime">;
}

/**
 * Python's files, folders, descriptors and current folder at a moment. They live in JavaScript, so that they are
 * none of Python's memory.
 */
export class FileImage {
  private readonly entries = new Map<string, Entry>();
  private readonly streams: readonly unknown[];
  private readonly folder: string;

  /** `written` knows each file whose bytes were changed in place since {@link watchWrites}. */
  constructor(
    private readonly files: FileSystem,
    private readonly written: WeakSet<FileNode>,
  ) {
    this.streams = [...files.streams];
    this.folder = files.cwd();
    for (const [path, node] of nodesOf(files)) this.entries.set(path, entryOf(node));
  }

  /** The paths of what is new since; undefined where something that was there has changed or is gone. */
  findNew(): string[] | undefined {
    const added: string[] = [];
    let known = 0;
    for (const [path, node] of nodesOf(this.files)) {
      const entry = this.entries.get(path);
      if (!entry) added.push(path);
      else if (this.isSame(entry, node)) known++;
      else return undefined;
    }
    return known === this.entries.size ? added : undefined;
  }

  /** Removes what {@link findNew} found, and puts the rest as it was. */
  restore(added: readonly string[]): void {
    const { files } = this;
    files.streams.splice(0, Infinity, ...this.streams);
    files.ignorePermissions = true;
    files.chdir(this.folder);
    // What is in a folder comes behind it.
    for (const path of added.toReversed()) {
      if (this.isFolder(path)) files.rmdir(path);
      else files.unlink(path);
    }
    files.ignorePermissions = false;
    for (const { node, times } of this.entries.values()) Object.assign(node, times);
  }

  private isFolder(path: string): boolean {
    return this.files.isDir(this.files.lookupPath(path).node.mode);
  }

  private isSame(entry: Entry, node: FileNode): boolean {
    return (
      entry.node === node &&
      entry.mode === node.mode &&
      entry.contents === node.contents &&
      entry.usedBytes === node.usedBytes &&
      entry.link === node.link &&
      !this.written.has(node)
    );
  }
}

/** Which files were written to. */
export interface Writes {
  /** Those from now on, which grow as they are written; none of before. */
  sinceNow(): WeakSet<FileNode>;
}

/** Notes each file that is written to. */
export function watchWrites({ filesystems: { MEMFS } }: FileSystem): Writes {
  let written = new WeakSet<FileNode>();
  for (const operations of new Set([MEMFS.stream_ops, MEMFS.ops_table.file.stream])) {
    // eslint-disable-next-line @typescript-eslint/unbound-method -- called with its object below
    const { write } = operations;
    operations.write = function (stream, ...rest) {
      written.add(stream.node);
      return write.call(this, stream, ...rest);
    };
  }
  return {
    sinceNow: () => {
      written = new WeakSet();
      return written;
    },
  };
}

function entryOf(node: FileNode): Entry {
  const { mode, contents, usedBytes, link, atime, mtime, ctime } = node;
  return { node, mode, contents, usedBytes, link, times: { atime, mtime, ctime } };
}

/** Each node of the file system in memory with its path, folders before what is in them. */
function* nodesOf(files: FileSystem, node = files.root, path = ""): Generator<[string, FileNode]> {
  if (path !== "") yield [path, node];
  if (!files.isDir(node.mode) || (path !== "" && node.mounted)) return;
  for (const [name, child] of Object.entries(node.contents as Readonly<Record<string, FileNode>>)) {
    yield* nodesOf(files, child, `${path}/${name}`);
  }
}
