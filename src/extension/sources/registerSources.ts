// Part of the entry: registers for services.ts, which it loads at the first question.
import * as vscode from "vscode";
import { SOURCE_SCHEME } from "./sourceUris";
import type { VirtualSources } from "./virtualSources";

/** What this part needs of the services. */
interface SourceServices {
  readonly virtualSources: VirtualSources;
}

/** The file system of texts of graders that can't be files. */
export function registerSources(load: () => Promise<SourceServices>): vscode.Disposable[] {
  const changes = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  const virtual = async () => {
    const { virtualSources } = await load();
    virtualSources.onDidChange = (uris) => {
      changes.fire(uris.map((uri) => ({ uri, type: vscode.FileChangeType.Changed })));
    };
    return virtualSources;
  };
  const refuse = () => {
    throw vscode.FileSystemError.NoPermissions();
  };
  return [
    changes,
    vscode.workspace.registerFileSystemProvider(SOURCE_SCHEME, {
      onDidChangeFile: changes.event,
      watch: () => new vscode.Disposable(() => undefined),
      stat: async (uri) => (await virtual()).stat(uri),
      readFile: async (uri) => (await virtual()).readFile(uri),
      writeFile: async (uri, content) => (await virtual()).writeFile(uri, content),
      readDirectory: () => [],
      createDirectory: refuse,
      delete: refuse,
      rename: refuse,
    }),
  ];
}
