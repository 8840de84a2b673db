// Imported before all else: tables of words are made when their modules load.
import { workerData } from "node:worker_threads";
import { config } from "@vscode/l10n";
import type { WorkerData } from "./messages";

const { words } = workerData as WorkerData;
if (words) config({ contents: { ...words } });
