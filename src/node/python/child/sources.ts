import changes from "../../../../python/changes.py";
import exchange from "../../../../python/exchange.py";
import eventloop from "../../../../python/eventloop.py";
import failure from "../../../../python/failure.py";
import gradeLint from "../../../../python/gradeLint.py";
import harness from "../../../../python/harness.py";
import lint from "../../../../python/lint.py";
import obtained from "../../../../python/obtained.py";
import older from "../../../../python/older.py";
import packages from "../../../../python/packages.py";
import parser from "../../../../python/parser.py";
import reach from "../../../../python/reach.py";
import reachModules from "../../../../python/reachModules.py";
import reachNames from "../../../../python/reachNames.py";
import returns from "../../../../python/returns.py";
import reward from "../../../../python/reward.py";
import sideModule from "../../../../python/sideModule.py";
import sever from "../../../../python/sever.py";
import state from "../../../../python/state.py";
import streams from "../../../../python/streams.py";
import swallowed from "../../../../python/swallowed.py";
import wheels from "../../../../python/wheels.py";
import words from "../../../../python/words.py";
import rapidfuzz from "../../../../python/packages/rapidfuzz/__init__.py";
import rapidfuzzPartial from "../../../../python/packages/rapidfuzz/_partial.py";
import rapidfuzzSequences from "../../../../python/packages/rapidfuzz/_sequences.py";
import rapidfuzzWords from "../../../../python/packages/rapidfuzz/_words.py";
import rapidfuzzDistanceIndel from "../../../../python/packages/rapidfuzz/distance/Indel.py";
import rapidfuzzDistanceLevenshtein from "../../../../python/packages/rapidfuzz/distance/Levenshtein.py";
import rapidfuzzDistance from "../../../../python/packages/rapidfuzz/distance/__init__.py";
import rapidfuzzDistanceKinds from "../../../../python/packages/rapidfuzz/distance/_kinds.py";
import rapidfuzzFuzz from "../../../../python/packages/rapidfuzz/fuzz.py";
import rapidfuzzProcess from "../../../../python/packages/rapidfuzz/process.py";
import rapidfuzzUtils from "../../../../python/packages/rapidfuzz/utils.py";
import rougeScore from "../../../../python/packages/rouge_score/__init__.py";
import rougeScorePorter from "../../../../python/packages/rouge_score/_porter.py";
import rougeScoreRougeScorer from "../../../../python/packages/rouge_score/rouge_scorer.py";

/** The sandbox's own side in Python, by the names that they import each other by, in that order. */
const HARNESS = {
  sandbox_words: words,
  sandbox_sever: sever,
  sandbox_side_module: sideModule,
  sandbox_eventloop: eventloop,
  sandbox_older: older,
  sandbox_parser: parser,
  sandbox_returns: returns,
  sandbox_grade_lint: gradeLint,
  sandbox_lint: lint,
  sandbox_swallowed: swallowed,
  sandbox_packages: packages,
  sandbox_wheels: wheels,
  sandbox_obtained: obtained,
  sandbox_changes: changes,
  sandbox_reach_modules: reachModules,
  sandbox_reach_names: reachNames,
  sandbox_reach: reach,
  sandbox_state: state,
  sandbox_streams: streams,
  sandbox_reward: reward,
  sandbox_failure: failure,
  sandbox_harness: harness,
  sandbox_exchange: exchange,
};

/** Modules in the place of packages that Pyodide has not. */
const PACKAGES = {
  rapidfuzz,
  "rapidfuzz._partial": rapidfuzzPartial,
  "rapidfuzz._sequences": rapidfuzzSequences,
  "rapidfuzz._words": rapidfuzzWords,
  "rapidfuzz.distance.Indel": rapidfuzzDistanceIndel,
  "rapidfuzz.distance.Levenshtein": rapidfuzzDistanceLevenshtein,
  "rapidfuzz.distance": rapidfuzzDistance,
  "rapidfuzz.distance._kinds": rapidfuzzDistanceKinds,
  "rapidfuzz.fuzz": rapidfuzzFuzz,
  "rapidfuzz.process": rapidfuzzProcess,
  "rapidfuzz.utils": rapidfuzzUtils,
  rouge_score: rougeScore,
  "rouge_score._porter": rougeScorePorter,
  "rouge_score.rouge_scorer": rougeScoreRougeScorer,
};

/**
 * Makes our sources modules, forgets the modules' names, and gives the address of the one function that we call.
 * It stays in `__main__` until the machine has taken hold of it.
 */
export const installation = `
def install(sources, packages):
    import sys, types
    modules = {}
    for name, source in sources.items():
        module = modules[name] = sys.modules[name] = types.ModuleType(name)
        exec(compile(source, "<" + name + ">", "exec"), vars(module))
    for name in sources:
        del sys.modules[name]
    modules["sandbox_packages"].add_sources(packages)
    return module.answer
answer = install(${JSON.stringify(HARNESS)}, ${JSON.stringify(PACKAGES)})
id(answer)
`;
