import type { JudgeClient } from "./judgeClient";
import type { JudgeMode } from "./judgeMode";
import { recordingJudge, replayJudge, type Recording } from "./recordings";

export interface JudgeChoice {
  /** What the user set; undefined lets the surroundings decide. */
  readonly mode: JudgeMode | undefined;
  /** Whether any judge is set. */
  readonly judgeIsSet: boolean;
  readonly live: JudgeClient;
  /** `live` behind its cache; a recording is made from the judge itself. */
  readonly cached?: JudgeClient;
  readonly recordings: ReadonlyMap<string, Recording>;
  readonly recordingsExist: boolean;
  readonly recordingsName: string;
  append(line: string): Promise<void>;
}

/**
 * The judge by mode. Replay is the default where a recording exists and no judge is set, so that examples
 * and continuous integration need neither key nor network.
 */
export function chooseJudge(choice: JudgeChoice): JudgeClient {
  const mode = choice.mode ?? (choice.recordingsExist && !choice.judgeIsSet ? "replay" : "live");
  switch (mode) {
    case "replay":
      return replayJudge(choice.recordings, choice.recordingsName);
    case "record":
      return recordingJudge(choice.live, (line) => choice.append(line));
    case "live":
      return choice.cached ?? choice.live;
  }
}
