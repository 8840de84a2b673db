import { chromium } from "playwright-core";
import type { TestProject } from "vitest/node";
import { ensureChromium } from "../../../scripts/bootstrap.mjs";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the one Chromium of all test files listens. */
    readonly chromium: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await chromium.launchServer({
    executablePath: await ensureChromium(),
    args: ["--no-sandbox", "--disable-gpu", "--force-color-profile=srgb"],
  });
  project.provide("chromium", server.wsEndpoint());
  return () => server.close();
}
