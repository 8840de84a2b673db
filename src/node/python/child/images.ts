import { watchWrites, type Writes } from "./fileImage";
import { Image } from "./image";
import type { Machine } from "./machine";

/** Keeps an image of the machine for the sources whose grades may leave something behind. */
export class Images {
  private readonly restored = new Set<number>();
  private readonly writes: Writes;
  private image: Image | undefined;

  constructor(private readonly machine: Machine) {
    this.writes = watchWrites(machine.files);
  }

  /** A new source is in memory, so that an older image would lose it. */
  sourceAdded(source: number, isRestored: boolean): void {
    if (isRestored) this.restored.add(source);
    this.forget();
  }

  /** What was changed since, for another source to see, is no grade's doing. */
  forget(): void {
    this.image = undefined;
  }

  /** What to put back after this source's next grade; nothing where it leaves nothing. */
  before(source: number): Image | undefined {
    if (!this.restored.has(source)) return undefined;
    this.image ??= new Image(this.machine, this.writes.sinceNow());
    return this.image;
  }
}
