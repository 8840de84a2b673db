import { t } from "@vscode/l10n";
import type { Found, FoundNote } from "../paste/found";
import { NOTHING } from "../paste/found";
import { pythonGrader } from "../pythonGrader";
import { contractOf, type Contract } from "./contract";
import { groupUse } from "./needsGroup";
import { neededBy } from "./needed";
import { pythonFunctions, type PythonFunction } from "./pythonFunctions";
import { wrapped } from "./wrap";

/**
 * Graders of the ordinary reward functions that a module defines: each is called by a `grade` that is written here and
 * says how the names were mapped. One that looks at several completions at once is refused by name.
 */
export function rewardGraders(text: string): Found {
  const functions = pythonFunctions(text);
  const rewards = functions.flatMap((each) => {
    const contract = contractOf(each);
    return contract === undefined ? [] : [{ each, contract }];
  });
  const names = rewards.map(({ each }) => each.name);
  // What another of them calls is a part of that one.
  const heads = rewards.filter(
    ({ each }) =>
      !rewards.some((other) => other.each !== each && new RegExp(`\\b${each.name}\\(`).test(other.each.body)),
  );
  const found = (heads.length > 0 ? heads : rewards).map(({ each, contract }) =>
    rewardGrader(text, each, contract, functions),
  );
  const graders = found.flatMap((one) => one.graders);
  const missed = names.length === 0 ? methodNotes(text) : [];
  return { ...NOTHING, graders, notes: [...found.flatMap((one) => one.notes), ...missed] };
}

function rewardGrader(
  text: string,
  reward: PythonFunction,
  contract: Contract | string,
  functions: readonly PythonFunction[],
): Found {
  const { name, block } = reward;
  const refused = (why: string): Found => ({
    ...NOTHING,
    notes: [{ offset: block.head, message: t("{0} can't be a grader: {1}.", name, why) }],
  });
  if (typeof contract === "string") return refused(contract);
  const use = contract.isList ? groupUse(reward, functions) : undefined;
  if (use !== undefined)
    return refused(t("it looks at all completions of its group at once ({0}), and a grader sees one", use));
  const { source, left } = neededBy(text, name);
  const notes: FoundNote[] = left.slice(0, 1).map(({ head }) => ({
    offset: head,
    message:
      left.length === 1
        ? t("What {0} does not need stays behind: 1 statement.", name)
        : t("What {0} does not need stays behind: {1} statements, from here on.", name, left.length),
  }));
  const grader = pythonGrader(`${source}\n\n${wrapped(reward, contract)}`, name);
  return { ...NOTHING, graders: [{ type: "python", grader, isCriterion: false }], notes };
}

/** A reward that is a method has an environment around it. */
function methodNotes(text: string): readonly FoundNote[] {
  const found =
    /^[ \t]+(?:async[ \t]+)?def[ \t]+(verify|compute_score|compute_reward|get_reward|reward|__call__)[ \t]*\(\s*self\b/m.exec(
      text,
    );
  if (!found) return [];
  const message = t(
    "{0} is a method: a grader takes functions. Write one outside of the class that has the output and the answer as parameters.",
    found[1] ?? "",
  );
  return [{ offset: found.index, message }];
}
