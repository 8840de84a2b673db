import type { JudgeClient } from "./judgeClient";
import type { JudgeMode } from "./judgeMode";
import { recordingJudge, replayJudge, type OpenRecordings } from "./recordings";

export interface JudgeChoice {
  /** What the user set; undefined lets the surroundings decide. */
  readonly mode: JudgeMode | undefined;
  /** Whether any judge is set. */
  readonly judgeIsSet: boolean;
  readonly live: JudgeClient;
  /** `live` behind its cache; a recording is made from the judge itself. */
  readonly cached?: JudgeClient;
  /** Absent where answers are neither replayed nor recorded. */
  readonly recordings?: OpenRecordings;
}

/**
 * The judge by mode. Replay is the default where a recording exists and no judge is set, so that examples
 * and continuous integration need neither key nor network.
 */
export function chooseJudge({ mode, judgeIsSet, live, cached, recordings }: JudgeChoice): JudgeClient {
  if (!recordings) return cached ?? live;
  switch (mode ?? (recordings.exists && !judgeIsSet ? "replay" : "live")) {
    case "replay":
      return replayJudge(recordings.recordings, recordings.name);
    case "record":
      return recordingJudge(live, recordings.append);
    case "live":
      return cached ?? live;
  }
}
