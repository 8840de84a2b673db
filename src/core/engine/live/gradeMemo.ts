import type { TemplateData } from "../../template/render";
import type { Graded } from "../graded";

/** Texts of graders beyond those in use whose grades are kept: what is undone or typed again is there at once. */
const MOST_SPARE = 16;

/**
 * What graders came to on samples, so that one key in one sub-grader grades no other one again. Grades are
 * kept by the grader's text.
 */
export class GradeMemo {
  private readonly grades = new Map<string, Map<TemplateData, Graded>>();

  /** Says which texts are graded from now on; of the others the last few stay. */
  use(texts: readonly string[]): void {
    for (const text of texts) {
      const known = this.grades.get(text) ?? new Map<TemplateData, Graded>();
      this.grades.delete(text);
      this.grades.set(text, known);
    }
    for (const text of this.grades.keys()) {
      if (this.grades.size <= texts.length + MOST_SPARE) break;
      this.grades.delete(text);
    }
  }

  get(text: string, sample: TemplateData): Graded | undefined {
    return this.grades.get(text)?.get(sample);
  }

  /** Keeps what a formula needs of a grade, without the texts. */
  set(text: string, sample: TemplateData, { reward, failures, basis }: Graded): void {
    this.grades.get(text)?.set(sample, { reward, failures, basis, rendered: [], notes: [] });
  }
}
