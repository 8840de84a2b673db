import { FileImage } from "./fileImage";
import type { FileNode, Machine } from "./machine";

/** All that a grade could change: Python's memory, and the files beside it. */
export class Image {
  private readonly memory: Uint8Array;
  private readonly files: FileImage;
  private added: readonly string[] = [];

  constructor(
    private readonly machine: Machine,
    written: WeakSet<FileNode>,
  ) {
    this.memory = machine.memory().slice();
    this.files = new FileImage(machine.files, written);
  }

  /** What is new among the files, and whether all can be put back: memory that grew, and files that are gone, stay so. */
  look(): { readonly newFiles: readonly string[]; readonly canRestore: boolean } {
    const added = this.files.findNew();
    this.added = added ?? [];
    const canRestore = added !== undefined && this.machine.memory().length === this.memory.length;
    return { newFiles: this.added, canRestore };
  }

  /** Puts everything back; after {@link look} has said that it can. */
  restore(): void {
    this.machine.memory().set(this.memory);
    this.files.restore(this.added);
  }
}
