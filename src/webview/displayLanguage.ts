// Imported before all else: tables of words are made when their modules load.
import { config } from "@vscode/l10n";
import { WORDS_META } from "../protocol/panelHtml";

const words = document.querySelector<HTMLMetaElement>(`meta[name="${WORDS_META}"]`)?.content;
if (words !== undefined) config({ contents: words });
