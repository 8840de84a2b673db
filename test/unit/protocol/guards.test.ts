import { describe, expect, it } from "vitest";
import { isToHost, isToWebview } from "../../../src/protocol/guards";
import type { PanelRequest, ToWebview } from "../../../src/protocol/messages";

const requests: readonly PanelRequest[] = [
  { type: "ready" },
  { type: "ready", resultId: "r-1" },
  { type: "run-again" },
  { type: "run-all" },
  { type: "cancel" },
  { type: "select-sample", row: "9f86d081884c7d65-2" },
  { type: "open-place", place: { in: "grader", path: ["graders", "exact", 0] } },
  { type: "open-place", place: { in: "grader", path: [], span: { start: 0, end: 4 } } },
  { type: "open-place", place: { in: "grader-text", range: { start: 3, end: 9 } } },
  { type: "open-place", place: { in: "preflight", file: "training", line: 4, column: 1 } },
  { type: "copy-as", format: "curl" },
  { type: "apply-mend", id: "ilike" },
  { type: "apply-returned" },
  { type: "action", id: "set-key" },
];

describe("isToHost", () => {
  it.each(requests)("takes %j", (request) => {
    expect(isToHost({ id: 1, request })).toBe(true);
  });

  it.each([
    undefined,
    null,
    "ready",
    [],
    {},
    { id: "1", request: { type: "ready" } },
    { id: 1.5, request: { type: "ready" } },
    { id: 1 },
    { id: 1, request: null },
    { id: 1, request: { type: "toString" } },
    { id: 1, request: { type: "__proto__" } },
    { id: 1, request: { type: 3 } },
    { id: 1, request: { type: "ready", resultId: 3 } },
    { id: 1, request: { type: "select-sample" } },
    { id: 1, request: { type: "select-sample", row: -1 } },
    { id: 1, request: { type: "select-sample", row: null } },
    { id: 1, request: { type: "open-place" } },
    { id: 1, request: { type: "open-place", place: { in: "file", path: [] } } },
    { id: 1, request: { type: "open-place", place: { in: "grader", path: "source" } } },
    { id: 1, request: { type: "open-place", place: { in: "grader", path: [null] } } },
    { id: 1, request: { type: "open-place", place: { in: "grader", path: [-1] } } },
    { id: 1, request: { type: "open-place", place: { in: "grader", path: [], span: { start: 1 } } } },
    { id: 1, request: { type: "open-place", place: { in: "grader-text", range: { start: "1", end: 2 } } } },
    { id: 1, request: { type: "open-place", place: { in: "preflight", file: "/etc", line: 1, column: 1 } } },
    {
      id: 1,
      request: { type: "open-place", place: { in: "preflight", file: "toString", line: 1, column: 1 } },
    },
    { id: 1, request: { type: "open-place", place: { in: "preflight", file: "job", line: -1, column: 1 } } },
    { id: 1, request: { type: "copy-as" } },
    { id: 1, request: { type: "apply-mend", id: 1 } },
    { id: 1, request: { type: "action", id: "format-disk" } },
    { id: 1, request: { type: "action", id: "constructor" } },
  ])("refuses %j", (message) => {
    expect(isToHost(message)).toBe(false);
  });
});

describe("isToWebview", () => {
  const messages: readonly ToWebview[] = [
    { type: "view", version: 1, view: { kind: "empty" } },
    { type: "view", version: 2, view: { kind: "empty" }, resultId: "r-1" },
    { type: "patch", version: 3, patch: { sections: {}, gone: [] } },
    { type: "reply", id: 3 },
    { type: "reply", id: 3, data: { version: 1, view: { kind: "empty" } } },
    { type: "reply", id: 3, error: "No." },
  ];

  it.each(messages)("takes %j", (message) => {
    expect(isToWebview(message)).toBe(true);
  });

  it.each([
    undefined,
    null,
    [],
    { type: "view", version: 1 },
    { type: "view", view: { kind: "empty" } },
    { type: "view", version: -1, view: { kind: "empty" } },
    { type: "patch", version: 1 },
    { type: "patch", version: 1, patch: { sections: [], gone: [] } },
    { type: "view", version: 1, view: "empty" },
    { type: "view", version: 1, view: { kind: "other" } },
    { type: "view", version: 1, view: { kind: "empty" }, resultId: 1 },
    { type: "reply" },
    { type: "reply", id: "3" },
    { type: "reply", id: 3, error: {} },
    { type: "hello", id: 3 },
  ])("refuses %j", (message) => {
    expect(isToWebview(message)).toBe(false);
  });
});
