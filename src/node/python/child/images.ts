import { watchWrites } from "./fileImage";
import { Image } from "./image";
import type { FileNode, Machine } from "./machine";

/** Keeps an image of the machine for the sources whose grades may leave something behind. */
export class Images {
  private readonly restored = new Set<number>();
  private readonly written: WeakSet<FileNode>;
  private image: Image | undefined;

  constructor(private readonly machine: Machine) {
    this.written = watchWrites(machine.files);
  }

  /** A new source is in memory, so that an older image would lose it. */
  sourceAdded(source: number, isRestored: boolean): void {
    if (isRestored) this.restored.add(source);
    this.image = undefined;
  }

  /** What to put back after this source's next grade; nothing where it leaves nothing. */
  before(source: number): Image | undefined {
    if (!this.restored.has(source)) return undefined;
    this.image ??= new Image(this.machine, this.written);
    return this.image;
  }
}
