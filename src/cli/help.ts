import { shown } from "./output/shown";

/** One screen: 80 columns, under 50 lines. */
export const HELP = shown`graders: run and check graders of language models, on this machine

  graders validate FILE…      what is wrong with graders, jobs and evals
  graders run FILE            grade samples, those of NAME.samples.jsonl beside
                              NAME.grader.json, NAME.job.json, NAME.eval.json
                              (FILE#/json/pointer: one of the graders in it)
  graders preflight GRADER --train FILE --valid FILE   what would fail a job;
                              its request, grader and all, by --job FILE
  graders serve               grade for OpenAI clients: the API's own routes

Samples for run (one of)
  --samples FILE              another samples file (.jsonl, .json)
  --sample N|NAME             only this row of it
  --model-sample TEXT|@FILE|- grade this output (- reads standard input;
                              write @@ for a text that begins with @)
    --item JSON|@FILE           with this data row
  --row JSON|@FILE|-          a whole row, as one line of a samples file

Where it runs
  --provider engine           this machine, no key (default)
  --provider openai|foundry|custom   the hosted API; its key in OPENAI_API_KEY,
                              AZURE_OPENAI_API_KEY or GRADERS_API_KEY
  --base-url URL              the Foundry endpoint, or a custom API's base

Judges of score_model and label_model on the engine
  --judge replay|record|live  from NAME.judge.jsonl, asked and kept there, asked
  --judge-url URL             an OpenAI-compatible base URL, no model of VS Code
  --judge-model MODEL         replaces the grader's (key: GRADERS_JUDGE_API_KEY)
  --no-judge-cache            ask again even at temperature 0 or with a seed

Text metrics on the engine
  --metrics tokenizer=split,smoothing=none   of bleu, gleu and meteor
  --embeddings-url URL, --embeddings-model MODEL   for cosine, any server like
                              OpenAI's (key in GRADERS_JUDGE_API_KEY)

More
  --format text|json          json: one object a line, with "diagnostics"
  --python sandbox|interpreter   caged, or in python3 or --python-path PATH
  --wheels DIR                pure-Python wheels for the sandbox
  --timeout SECONDS           time limit of one sample
  --concurrency N             samples in flight, and models asked at once
  --target run|openai-rft|foundry-rft|evals   validate or preflight for it
  --max-warnings N            validate fails above N warnings
  --rule CODE=SEVERITY        another severity of a finding, or off (docs/lint)
  --port N, --host H, --recordings FILE   of serve (127.0.0.1:4774)
  --allow-endpoints ORIGIN,…  of serve: endpoint graders that it may ask

Exit codes: 0 all pass · 1 a row does not pass (expect, else the threshold), or
errors found · 2 wrong usage or unreadable input · 3 an errored result or an
invalid grader · 130 interrupted
`;
