import * as vscode from "vscode";
import { editorText } from "../../core/embeddedText/editorText";
import { followText, textsLike } from "../../core/embeddedText/follow";
import type { Link } from "../../core/embeddedText/link";
import { nextStep } from "../../core/embeddedText/sync";
import { writePointer } from "../../core/json/pointer";
import type { Json, JsonPath } from "../../core/json/value";
import { chooseSide } from "./chooseSide";
import { fingerprint } from "./fingerprint";
import { readGraderString, writeGraderString, type GraderString, type StringPlace } from "./graderString";
import { replaceText } from "./replaceText";
import type { SourceFolder } from "./sourceFolder";
import { saveElsewhere, tellStranded } from "./stranded";

/** Why both sides are looked at: the user has saved the file, or it came back unsaved after a restart. */
export type SyncEvent = "saved" | "restored";

/** An open file and the string of a grader that it shows, kept the same (core/embeddedText/sync decides how). */
export class LinkedText {
  private queue: Promise<unknown> = Promise.resolve();
  private putOff = false;
  /** The text of the file for which the user was told that it can't be written back. */
  private told: string | undefined;
  /** Pointers of the strings that were the same when both sides last agreed. */
  private alike: ReadonlySet<string> = new Set();
  isClosed = false;

  constructor(
    readonly file: vscode.TextDocument,
    public link: Link,
    private readonly folder: SourceFolder,
    private readonly changed: () => void,
  ) {}

  get place(): StringPlace {
    return { document: vscode.Uri.parse(this.link.document), path: this.link.path };
  }

  /** What stands in the grader now. */
  read(): Promise<GraderString> {
    return readGraderString(this.place);
  }

  /** Whether both sides say the same. */
  async isInStep(): Promise<boolean> {
    const json = await this.read();
    return json.kind === "text" && json.text === editorText(this.file.getText());
  }

  /** Brings both sides together; one call after the other. */
  sync(event?: SyncEvent): Promise<void> {
    const done = this.queue.then(() => (this.isClosed ? undefined : this.step(event)));
    this.queue = done.catch(() => undefined);
    return done;
  }

  /** The grader's document has another name now. */
  relocate(document: vscode.Uri): Promise<void> {
    return this.keep({ ...this.link, document: document.toString() });
  }

  close(): void {
    this.isClosed = true;
  }

  /** Whether the file on disk says what never came into the grader. */
  get isUnwritten(): boolean {
    return !this.file.isDirty && fingerprint(this.file.getText()) !== this.link.agreed?.file;
  }

  private async step(event: SyncEvent | undefined): Promise<void> {
    const [saved, restored] = [event === "saved", event === "restored"];
    await this.follow();
    const json = await this.read();
    const file = this.file.getText();
    const step = nextStep({
      agreed: this.link.agreed,
      ...{ json: json.kind === "text" ? fingerprint(json.text) : undefined },
      ...{ file: fingerprint(file), dirty: this.file.isDirty, putOff: this.putOff, saved, restored },
    });
    switch (step) {
      case "rest":
        break;
      case "agree":
        await this.agree(file, file);
        break;
      case "write-json":
        await this.writeJson();
        break;
      case "write-file":
        await this.writeFile();
        break;
      case "ask":
        await this.ask();
        break;
      case "stranded":
        this.strand(json, saved);
    }
    this.changed();
  }

  private async writeJson(): Promise<void> {
    const text = this.file.getText();
    await writeGraderString(this.place, text);
    await this.agree(text, text);
  }

  private async writeFile(): Promise<void> {
    const json = await this.read();
    if (json.kind !== "text") return;
    await replaceText(this.file, json.text);
    await this.file.save();
    await this.agree(json.text, this.file.getText());
  }

  private async ask(): Promise<void> {
    this.putOff = true;
    const side = await chooseSide(this.file, this.link);
    if (side === "file") await this.writeJson();
    if (side === "json") await this.writeFile();
  }

  private strand(json: GraderString, saved: boolean): void {
    const text = fingerprint(this.file.getText());
    if (json.kind === "text" || (this.told === text && !saved)) return;
    this.told = text;
    tellStranded(this.file, json, async () => {
      if (await saveElsewhere(this.file, this.folder, () => this.close())) this.changed();
    });
  }

  /** What stands in both now, unless they have changed again. */
  private async agree(inJson: string, inFile: string): Promise<void> {
    this.putOff = false;
    this.told = undefined;
    const agreed = { json: fingerprint(inJson), file: fingerprint(inFile) };
    const { json } = await this.read();
    const same = fingerprintsLike(this.link.path, json?.value).filter((place) => place.text === agreed.json);
    this.alike = new Set(same.map((place) => writePointer(place.path)));
    await this.keep({ ...this.link, agreed });
  }

  /** Where the sub-grader was renamed, or moved in its list, the file goes with it. */
  private async follow(): Promise<void> {
    const { path, agreed } = this.link;
    const json = await this.read();
    if (!agreed || json.kind === "unreadable" || !json.json) return;
    if (json.kind === "text" && fingerprint(json.text) === agreed.json) return;
    const before = this.alike.size > 0 ? this.alike : new Set([writePointer(path)]);
    const moved = followText(path, agreed.json, before, fingerprintsLike(path, json.json.value));
    if (moved) await this.keep({ ...this.link, path: moved });
  }

  private async keep(link: Link): Promise<void> {
    this.link = link;
    await this.folder.writeLinkOf(this.file.uri, link);
  }
}

function fingerprintsLike(path: JsonPath, root: Json | undefined) {
  return textsLike(path, root).map((place) => ({ path: place.path, text: fingerprint(place.text) }));
}
