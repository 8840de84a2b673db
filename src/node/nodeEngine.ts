import { createEngine } from "../core/engine/engine";
import { DEFAULT_ENGINE_OPTIONS, type EngineOptions, type EnginePorts } from "../core/engine/graded";
import type { GraderProvider } from "../core/provider/provider";
import { nodeClock } from "./clock";
import { installedWordnet } from "./wordnet";

/** The embedded engine on Node's ports, with the data files of the build in `distDir`. */
export function nodeEngine(
  ports: Omit<EnginePorts, "clock" | "wordnet">,
  distDir: string,
  options: Partial<EngineOptions>,
): GraderProvider {
  return createEngine(
    { ...ports, clock: nodeClock, wordnet: installedWordnet(distDir) },
    { ...DEFAULT_ENGINE_OPTIONS, ...options },
  );
}
