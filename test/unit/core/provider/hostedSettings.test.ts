import { describe, expect, it } from "vitest";
import { hostedSettings, isLoopback } from "../../../../src/core/provider/hostedSettings";
import { ProviderError } from "../../../../src/core/provider/provider";
import type { HostedId } from "../../../../src/core/providerTable";

const RESOURCE = "https://my-res.openai.azure.com";
const PROJECT = "https://my-res.services.ai.azure.com/api/projects/my-project";

const ADDRESSES: readonly (readonly [HostedId, string | undefined, string])[] = [
  ["openai", undefined, "https://api.openai.com/v1"],
  ["openai", " ", "https://api.openai.com/v1"],
  ["openai", "https://eu.api.openai.com", "https://eu.api.openai.com/v1"],
  ["openai", "https://api.openai.com/v1/", "https://api.openai.com/v1"],
  ["openai", "api.openai.com/v1/fine_tuning/alpha/graders/run", "https://api.openai.com/v1"],
  ["foundry", RESOURCE, `${RESOURCE}/openai/v1`],
  ["foundry", ` ${RESOURCE}/ `, `${RESOURCE}/openai/v1`],
  ["foundry", "my-res.openai.azure.com", `${RESOURCE}/openai/v1`],
  ["foundry", `${RESOURCE}/openai`, `${RESOURCE}/openai/v1`],
  ["foundry", `${RESOURCE}/openai/v1`, `${RESOURCE}/openai/v1`],
  ["foundry", `${RESOURCE}/openai/v1/`, `${RESOURCE}/openai/v1`],
  ["foundry", `${RESOURCE}/openai/v1/fine_tuning/alpha/graders/validate`, `${RESOURCE}/openai/v1`],
  [
    "foundry",
    `${RESOURCE}/openai/deployments/gpt-4o/chat/completions?api-version=2025-04-01-preview`,
    `${RESOURCE}/openai/v1`,
  ],
  [
    "foundry",
    "https://my-res.cognitiveservices.azure.com/",
    "https://my-res.cognitiveservices.azure.com/openai/v1",
  ],
  [
    "foundry",
    "https://my-res.services.ai.azure.com/models",
    "https://my-res.services.ai.azure.com/openai/v1",
  ],
  ["foundry", PROJECT, `${PROJECT}/openai/v1`],
  ["foundry", `${PROJECT}/`, `${PROJECT}/openai/v1`],
  ["foundry", `${PROJECT}/openai/v1/`, `${PROJECT}/openai/v1`],
  ["foundry", "https://gateway.contoso.com/ai/openai/v1", "https://gateway.contoso.com/ai/openai/v1"],
  ["foundry", "https://gateway.contoso.com/ai", "https://gateway.contoso.com/ai/openai/v1"],
  ["foundry", "http://127.0.0.1:8080", "http://127.0.0.1:8080/openai/v1"],
  ["custom", "https://graders.example.com/v1/", "https://graders.example.com/v1"],
  ["custom", "https://graders.example.com/v1/chat/completions", "https://graders.example.com/v1"],
  ["custom", "https://graders.example.com?x=1#y", "https://graders.example.com"],
  ["custom", "localhost:8000/v1", "http://localhost:8000/v1"],
];

describe("hostedSettings", () => {
  it.each(ADDRESSES)("%s takes %s as %s", (id, given, expected) => {
    const settings = hostedSettings(id, given);
    expect(settings.baseUrl).toBe(expected);
    expect(settings.origin).toBe(new URL(expected).origin);
    // What is shown is what is used.
    expect(settings.label).toBe(`${id} · ${expected.replace("https://", "")}`);
    expect(hostedSettings(id, settings.baseUrl).baseUrl).toBe(expected);
  });

  it.each([
    ["foundry", undefined, "has no address"],
    ["custom", "", "has no address"],
    ["custom", "not an address", "is no web address"],
    ["foundry", "my-resource", "is no web address"],
    ["custom", "ftp://example.com/v1", "begins with ftp:"],
    ["custom", "file:///etc/passwd", "begins with file:"],
    ["custom", "https://user:secretpass@example.com/v1", "user name or password"],
    ["foundry", "https://ai.azure.com/resource/overview", "portal"],
  ] as const)("%s refuses %s: %s", (id, given, words) => {
    const error = catchError(() => hostedSettings(id, given));
    expect(error.reason).toBe("not-configured");
    expect(error.message).toContain(words);
    expect(error.message).not.toContain("secretpass");
    expect(error.details.mend).toMatch(/graders\.|--base-url/);
  });

  it.each(["http://localhost:1", "http://127.0.0.1", "http://127.8.9.1:2/v1", "http://[::1]:3"])(
    "knows %s as this machine",
    (url) => expect(isLoopback(new URL(url))).toBe(true),
  );

  it.each(["http://localhost.example.com", "http://127.0.0.1.nip.io", "http://10.0.0.1", "http://0.0.0.0"])(
    "knows %s as another machine",
    (url) => expect(isLoopback(new URL(url))).toBe(false),
  );
});

function catchError(call: () => unknown): ProviderError {
  try {
    call();
  } catch (error) {
    if (error instanceof ProviderError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}
