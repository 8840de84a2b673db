// Imported before all else: tables of words are made when their modules load.
import { config } from "@vscode/l10n";
import * as vscode from "vscode";

if (vscode.l10n.bundle) config({ contents: vscode.l10n.bundle });
