import { SECRET_NAME, withoutSecrets } from "../../grader/secretNames";
import { isObject, type Json, type JsonObject } from "../../json/value";

/**
 * The grader with the keys of its endpoints taken out: in headers that carry one by their name, and in the
 * url's query. What is copied gets pasted into issues and chats.
 */
export function withoutKeys(grader: JsonObject): JsonObject {
  return mapped(grader, (key, value) => {
    if (key === "graders" && isObject(value)) {
      return mapped(value, (_, sub) => (isObject(sub) ? withoutKeys(sub) : sub));
    }
    if (grader.get("type") !== "endpoint") return value;
    if (key === "headers" && isObject(value)) return mapped(value, plainHeader);
    return key === "url" && typeof value === "string" ? withoutSecrets(value) : value;
  });
}

function mapped(object: JsonObject, map: (key: string, value: Json) => Json): JsonObject {
  return new Map([...object].map(([key, value]) => [key, map(key, value)]));
}

function plainHeader(name: string, value: Json): Json {
  return SECRET_NAME.test(name) ? `<your ${name}>` : value;
}
