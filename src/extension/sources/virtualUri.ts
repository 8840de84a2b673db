import * as vscode from "vscode";
import { readLink, writeLink, type Link } from "../../core/embeddedText/link";
import { fingerprintOfPlace } from "./fingerprint";
import { SOURCE_SCHEME } from "./sourceUris";

/** A text of a grader as a document that is no file: what it shows stands in its URI, so that it survives a restart. */
export function virtualUri(link: Link, { readonly }: { readonly readonly: boolean }): vscode.Uri {
  const { document, path } = link;
  return vscode.Uri.from({
    scheme: SOURCE_SCHEME,
    path: `/${fingerprintOfPlace(document, path)}/${link.file}`,
    query: writeLink({ ...link, agreed: undefined }),
    fragment: readonly ? READ_ONLY : "",
  });
}

const READ_ONLY = "json";

export function isReadOnly(uri: vscode.Uri): boolean {
  return uri.fragment === READ_ONLY;
}

/** @returns undefined where the URI is none of ours */
export function linkOfVirtual(uri: vscode.Uri): Link | undefined {
  return uri.scheme === SOURCE_SCHEME ? readLink(uri.query) : undefined;
}
