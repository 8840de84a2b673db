/**
 * Those who have begun something and not ended it, in the order in which they came. Where they become too many, who
 * came first makes way: so the slow, or those who only hold a place, keep nobody out.
 */
export class Waiting<Who> {
  private readonly all = new Set<Who>();

  constructor(
    private readonly most: number,
    private readonly dismiss: (who: Who) => void,
  ) {}

  /** Comes, as the last, also who is there already. */
  enter(who: Who): void {
    this.all.delete(who);
    this.all.add(who);
    if (this.all.size <= this.most) return;
    const [first] = this.all;
    if (first === undefined) return;
    this.all.delete(first);
    this.dismiss(first);
  }

  leave(who: Who): void {
    this.all.delete(who);
  }
}
