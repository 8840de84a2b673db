import { ProviderError, type GraderProvider } from "./provider";

/**
 * Resolves when the runs may go on, and rejects where they are cancelled.
 * @param error with reason `quota`: whose quota is used up, in words
 */
export type QuotaPause = (error: ProviderError, signal: AbortSignal) => Promise<void>;

/**
 * A used-up quota holds runs up instead of failing them: the run waits for `pause` and is done again, and so
 * does what comes meanwhile. One pause at a time, however many runs meet the quota.
 */
export function pausingProvider(provider: GraderProvider, pause: QuotaPause): GraderProvider {
  let paused: Promise<void> | undefined;
  let pauses = 0;
  const startPause = async (error: ProviderError, signal: AbortSignal) => {
    try {
      await pause(error, signal);
    } finally {
      paused = undefined;
      pauses++;
    }
  };
  return {
    ...provider,
    async run(request, signal) {
      for (;;) {
        await paused;
        const before = pauses;
        try {
          return await provider.run(request, signal);
        } catch (error) {
          if (!(error instanceof ProviderError) || error.reason !== "quota") throw error;
          // Asked before a pause that is over by now: it may be done again at once.
          if (before === pauses) await (paused ??= startPause(error, signal));
        }
      }
    },
  };
}
