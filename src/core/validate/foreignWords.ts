import { t } from "@vscode/l10n";

/** What a word of another tool is here. */
export interface Meant {
  /** Our words for it, the most likely first; none where nothing here does that. */
  readonly choices: readonly string[];
  /** A sentence or two that say how that is written here. */
  readonly words: string;
  /** Whether it is the same under another name, so that "fix all" may write ours. */
  readonly isSure: boolean;
}

/** Names in other tools of one thing, and what to say of it; names are compared without case and punctuation. */
interface Family {
  readonly names: string;
  readonly choices: readonly string[];
  readonly says: (word: string) => string;
  readonly isSure?: true;
}

const isWritten = (word: string, ours: string) => t('"{0}" is written {1} here.', word, ours);
const inPython = (word: string) =>
  t('No operation does "{0}". Write it as a python grader: grade(sample, item) returns 1.0 or 0.0.', word);

const OPERATIONS: readonly Family[] = [
  {
    names:
      "equals equal == === = eqs is isequal isequalto equalto exact exactmatch identical strictequal stringequals stringequal",
    choices: ["eq"],
    says: (word) => isWritten(word, "eq"),
    isSure: true,
  },
  {
    names:
      "notequals notequal notequalto isnot isnotequal isnotequalto differs different neq nequals != !== <> noteq unequal stringnotequals doesnotequal",
    choices: ["ne"],
    says: (word) => isWritten(word, "ne"),
    isSure: true,
  },
  {
    names:
      "contains contain containing includes include including substring issubstring hassubstring has in stringcontains containsall containsany",
    choices: ["like", "ilike"],
    says: (word) =>
      t(
        '"{0}" is written like: it passes where input contains reference, so the output belongs into input. ilike does so without regard to case.',
        word,
      ),
  },
  {
    names:
      "icontains icontain containsi containsignorecase containscaseinsensitive containsnocase iincludes icontainsall icontainsany caseinsensitivecontains containsinsensitive",
    choices: ["ilike"],
    says: (word) =>
      t('"{0}" is written ilike: it passes where input contains reference, without regard to case.', word),
  },
  {
    names:
      "iequals iequal ieq iexact equalsignorecase equalignorecase caseinsensitive caseinsensitiveequals caseinsensitivematch eqignorecase equalsi",
    choices: ["ilike"],
    says: (word) =>
      t(
        'No operation does "{0}". ilike ignores case, and passes too where input has more than reference; a python grader can compare the lowered texts.',
        word,
      ),
  },
  {
    names:
      "notcontains notcontain doesnotcontain doesntcontain noticontains containsnot excludes exclude notin notincludes notlike nlike notilike unlike containsnone",
    choices: [],
    says: (word) =>
      t(
        'No operation does "{0}". Put a string_check with like into a multi whose calculate_output is 1 - its key, or write a python grader.',
        word,
      ),
  },
  {
    names:
      "startswith endswith beginswith prefix suffix hasprefix hassuffix istartswith iendswith notstartswith notendswith",
    choices: [],
    says: inPython,
  },
  {
    names:
      "regex regexp re matches match regexmatch matchesregex matchregex pattern fullmatch search notregex rlike similarto glob wildcard",
    choices: [],
    says: inPython,
  },
  {
    names:
      "> >= < <= gt gte ge lt lte le greaterthan greaterthanorequal lessthan lessthanorequal between range numeric isjson isvalidjson containsjson jsonequals javascript python length",
    choices: [],
    says: inPython,
  },
  {
    names: "similar similarity fuzzy fuzzymatch levenshtein editdistance bleu rouge cosine",
    choices: [],
    says: (word) =>
      t('"{0}" is no operation: how alike two texts are is measured by a text_similarity grader.', word),
  },
];

const METRICS: readonly Family[] = [
  {
    names:
      "fuzzy fuzz fuzzratio fuzzyratio fuzzywuzzy rapidfuzz levenshtein levenshteinratio levenshteindistance editdistance editsimilarity indel stringsimilarity ratio",
    choices: ["fuzzy_match"],
    says: (word) =>
      t(
        'What comes nearest to "{0}" is fuzzy_match: RapidFuzz\'s ratio, from 0 to 1, the higher the more alike.',
        word,
      ),
  },
  {
    names:
      "cosinesimilarity embedding embeddings embeddingsimilarity semantic semanticsimilarity similar similarity vector",
    choices: ["cosine"],
    says: (word) => t('"{0}" is written cosine: it compares embeddings of both texts.', word),
  },
  {
    names: "rougelsum rougelcs lcs rougelf1 rougelf",
    choices: ["rouge_l"],
    says: (word) => t('What comes nearest to "{0}" is {1}.', word, "rouge_l"),
  },
  {
    names: "rouge rougen rougescore rougef1",
    choices: ["rouge_l", "rouge_1", "rouge_2"],
    says: (word) =>
      t('"{0}" is one of rouge_1 to rouge_5 (words in a row) or rouge_l (longest common part).', word),
  },
  {
    names: "bleu1 bleu2 bleu3 bleu4 bleun sacrebleu bleuscore sentencebleu corpusbleu",
    choices: ["bleu"],
    says: (word) => t('What comes nearest to "{0}" is {1}.', word, "bleu"),
  },
  {
    names: "googlebleu gleuscore sentencegleu",
    choices: ["gleu"],
    says: (word) => isWritten(word, "gleu"),
    isSure: true,
  },
  {
    names: "meteorscore singlemeteor singlemeteorscore",
    choices: ["meteor"],
    says: (word) => isWritten(word, "meteor"),
    isSure: true,
  },
  {
    names: "exactmatch exact equals equal eq == accuracy stringmatch match em",
    choices: [],
    says: (word) =>
      t('"{0}" is no metric: that two texts are equal is a string_check with operation eq.', word),
  },
  {
    names: "contains includes icontains substring like ilike",
    choices: [],
    says: (word) =>
      t(
        '"{0}" is no metric: that a text contains another is a string_check with operation like or ilike.',
        word,
      ),
  },
  {
    names:
      "f1 f1score tokenf1 precision recall bertscore bleurt comet chrf ter wer cer jaccard dice jaro jarowinkler hamming perplexity mauve euclidean dotproduct",
    choices: [],
    says: (word) => t('No metric computes "{0}". Write it as a python grader.', word),
  },
];

const isType = (word: string, type: string) => t('What "{0}" does is done by a {1} grader.', word, type);

function typeFamily(type: string, names: string): Family {
  return { names, choices: [type], says: (word) => isType(word, type) };
}

const TYPES: readonly Family[] = [
  typeFamily(
    "string_check",
    "stringmatch stringcompare stringcomparison exactmatch exact equals equal eq match matches contains icontains includes like ilike text",
  ),
  typeFamily(
    "text_similarity",
    "similar similarity textsim stringsimilarity fuzzy fuzzymatch levenshtein bleu gleu meteor rouge rougen rougel cosine embedding embeddings semanticsimilarity",
  ),
  typeFamily(
    "python",
    "code codegrader codebased function func custom customcode script pythoncode pythonfunction pythonscript pythonscorer py regex regexp startswith isjson reward rewardfunction",
  ),
  typeFamily(
    "score_model",
    "score scorer model modelgraded modelgradedclosedqa modelgradedfactuality modelscore scoring llm llmjudge llmasjudge llmasajudge llmrubric rubric judge geval gradermodel modelgrader prompt",
  ),
  typeFamily(
    "label_model",
    "label labeler labels labelling labeling classifier classify classification choice modellabel category",
  ),
  typeFamily(
    "multi",
    "multiple multigraders combined combine combination composite ensemble weighted weightedsum aggregate group and or all any",
  ),
  typeFamily("endpoint", "http https webhook url remote api rest service"),
];

const FAMILIES: Readonly<Record<string, readonly Family[]>> = {
  operation: OPERATIONS,
  evaluation_metric: METRICS,
  type: TYPES,
};

/** The names of SDKs' classes around a type: `AzureOpenAIStringCheckGrader`, `string-check-grader`. */
const CLASS_WORDS = /^(?:azure)?(?:openai)?(?:eval)?|(?:grader|evaluator)?(?:param)?$/g;

/**
 * What a word that people bring from other tools means in a field, before its spelling is looked at: undefined
 * where nobody is known to write it.
 * @param field `operation`, `evaluation_metric` or `type`
 * @param known the words that the field takes
 */
export function foreignWord(field: string, word: string, known: readonly string[]): Meant | undefined {
  const families = Object.hasOwn(FAMILIES, field) ? FAMILIES[field] : undefined;
  if (!families) return undefined;
  const bare = bareWord(word);
  const spelled = field === "type" ? [bare, bare.replaceAll(CLASS_WORDS, "")] : [bare];
  const same = known.find((ours) => spelled.includes(bareWord(ours)));
  if (same !== undefined) return { choices: [same], words: isWritten(word, same), isSure: true };
  const family = families.find(({ names }) => names.split(" ").some((name) => spelled.includes(name)));
  if (!family) return undefined;
  // A sub-grader may be of fewer types than a grader.
  const choices = family.choices.filter((choice) => known.includes(choice));
  if (family.choices.length > 0 && choices.length === 0) return undefined;
  return { choices, words: family.says(word), isSure: family.isSure === true };
}

/** Letters and digits, or the signs of an operator. */
function bareWord(word: string): string {
  const lower = word.toLowerCase();
  const letters = lower.replaceAll(/[^\p{L}\p{N}]/gu, "");
  return letters === "" ? lower.trim() : letters;
}
