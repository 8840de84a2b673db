import * as vscode from "vscode";
import { embeddedFileName } from "../../core/embeddedText/names";
import type { Link } from "../../core/embeddedText/link";
import type { EmbeddedText } from "../../core/embeddedText/places";
import type { JsonPath } from "../../core/json/value";
import { fingerprint } from "./fingerprint";
import type { StringPlace } from "./graderString";
import type { LinkedTexts } from "./linkedTexts";
import type { SourceFolder } from "./sourceFolder";
import { tabsOf } from "./tabs";
import { tellOnceOfVirtual } from "./virtualSources";
import { virtualUri } from "./virtualUri";

/** Graders of these are read by the same programs as our storage. */
const ON_DISK: ReadonlySet<string> = new Set(["file", "untitled", "vscode-remote"]);

export interface ShowOptions {
  /** Where it is not shown yet. */
  readonly column?: vscode.ViewColumn;
  readonly selection?: vscode.Range;
}

/** Opens texts of graders in editors of their own: as files, where that is possible. */
export class SourceEditors {
  constructor(
    private readonly folder: SourceFolder,
    private readonly linked: LinkedTexts,
  ) {}

  /**
   * @param grader the grader as it is run, from the document's root
   * @returns the URI of the document that is shown
   */
  async show(
    document: vscode.Uri,
    text: EmbeddedText & { readonly text: string },
    grader: JsonPath,
    { column = vscode.ViewColumn.Beside, selection }: ShowOptions = {},
  ): Promise<vscode.Uri> {
    const { kind, path } = text;
    const file = embeddedFileName(document.path, kind, path);
    const link = { kind, document: document.toString(), path, grader, file, agreed: undefined };
    const source = (await this.file({ document, path }, link, text.text)) ?? (await openVirtual(link));
    const [tab] = tabsOf(source.uri);
    await vscode.window.showTextDocument(source, {
      viewColumn: tab?.group.viewColumn ?? column,
      preview: false,
      ...(selection && { selection }),
    });
    return source.uri;
  }

  /** @returns undefined where it can't be a file */
  private async file(
    place: StringPlace,
    fresh: Link,
    text: string,
  ): Promise<vscode.TextDocument | undefined> {
    if (!ON_DISK.has(place.document.scheme)) return undefined;
    const open = this.linked.at(place);
    if (open) return open.file;
    const folder = this.folder.folderOf(place);
    const known = await this.folder.linkIn(folder);
    const link: Link = { ...fresh, ...(known && { file: known.file, agreed: known.agreed }) };
    const file = vscode.Uri.joinPath(folder, link.file);
    try {
      await this.write(file, link, text);
    } catch {
      return undefined;
    }
    const document = await vscode.workspace.openTextDocument(file);
    await this.linked.link(document);
    return document;
  }

  /** Text that never came into the grader is left alone: linking finds out what is to become of it. */
  private async write(file: vscode.Uri, link: Link, text: string): Promise<void> {
    const before = await this.folder.readFile(file);
    const isUnwritten = before !== undefined && fingerprint(before) !== link.agreed?.file;
    if (isUnwritten || tabsOf(file).some(({ isDirty }) => isDirty)) {
      await this.folder.writeLinkOf(file, link);
      return;
    }
    if (before !== text) await this.folder.writeFile(file, text);
    const same = fingerprint(text);
    await this.folder.writeLinkOf(file, { ...link, agreed: { json: same, file: same } });
  }
}

async function openVirtual(link: Link): Promise<vscode.TextDocument> {
  tellOnceOfVirtual();
  return vscode.workspace.openTextDocument(virtualUri(link, { readonly: false }));
}
