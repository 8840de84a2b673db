import { t } from "@vscode/l10n";
import { JsonReadError, readJson } from "../json/read";
import { isArray, isObject, kindOf, type Json, type JsonArray, type JsonObject } from "../json/value";

/** Why a line is no training row; columns count from 1. */
export interface RowFault {
  readonly code: "row-json" | "row-object" | "row-messages" | "row-last-role";
  readonly message: string;
  readonly column: number;
}

/** A training row as the service takes it. */
export interface TrainingRow {
  readonly row: JsonObject;
  readonly messages: JsonArray;
}

export type ReadRow =
  | { readonly row: TrainingRow }
  /** A row whose messages are wrong still shows which fields it has. */
  | { readonly fault: RowFault; readonly fields?: JsonObject };

/**
 * Reads a line of training or validation data: a JSON object with `messages`, of which the last one is the
 * user's (RFT guides of OpenAI and Microsoft, "Requirements").
 */
export function readTrainingRow(text: string): ReadRow {
  let value: Json;
  try {
    value = readJson(text);
  } catch (error) {
    if (!(error instanceof JsonReadError)) throw error;
    return fault("row-json", error.fault.message, error.fault.start + 1);
  }
  const column = text.search(/\S/) + 1;
  if (!isObject(value))
    return fault(
      "row-object",
      t("A row is a JSON object, and this line is of the type {0}.", kindOf(value)),
      column,
    );
  const messages = value.get("messages");
  const wrong = messagesFault(messages);
  if (wrong) return { ...fault(wrong.code, wrong.message, column), fields: value };
  return { row: { row: value, messages: messages as JsonArray } };
}

function fault(code: RowFault["code"], message: string, column: number): { readonly fault: RowFault } {
  return { fault: { code, message, column } };
}

function messagesFault(messages: Json | undefined): Pick<RowFault, "code" | "message"> | undefined {
  const code = "row-messages";
  if (messages === undefined)
    return {
      code,
      message: t('The row has no "messages": the model would have no prompt. Add an array of messages.'),
    };
  if (!isArray(messages) || messages.length === 0)
    return { code, message: t('"messages" must be an array with at least one message.') };
  const broken = messages.findIndex(
    (message) => !isObject(message) || typeof message.get("role") !== "string",
  );
  if (broken >= 0) return { code, message: t('Message {0} is no object with a "role".', broken + 1) };
  const last = messages.at(-1);
  const role = isObject(last) ? last.get("role") : undefined;
  if (role === "user" || typeof role !== "string") return undefined;
  return {
    code: "row-last-role",
    message: t(
      'The last message is of the role "{0}" and must be of "user": the model writes what follows. Move a reference answer into a field of the row.',
      role,
    ),
  };
}
