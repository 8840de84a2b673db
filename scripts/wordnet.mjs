// Makes data/wordnet/synonyms.txt from WordNet 3.0's database (Debian: apt-get install wordnet-base).
//
//     node scripts/wordnet.mjs [/usr/share/wordnet]
//
// The table holds what METEOR's synonym stage needs and no more (src/core/engine/metrics/wordnet.ts reads it):
// for nouns, verbs, adjectives and adverbs the synsets, a line each, and then the exceptions of inflection,
// each list ended by a blank line. Synsets without a one-word member give no synonym, and one-word synsets add
// nothing where another synset has the word: both are left out.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

const source = process.argv[2] ?? "/usr/share/wordnet";
const target = "data/wordnet/synonyms.txt";

/** @param {string} file */
async function lines(file) {
  const text = await readFile(join(source, file), "utf8");
  return text.split("\n").filter((line) => line.trim() !== "" && !line.startsWith(" "));
}

/** The lemmas of a line of a data file (wndb(5WN)), without syntactic markers such as "(a)". @param {string} line */
function lemmas(line) {
  const fields = line.split(" ");
  const count = Number.parseInt(fields[3] ?? "", 16);
  return Array.from({ length: count }, (_, index) => (fields[4 + 2 * index] ?? "").replace(/\(.*\)$/, ""));
}

/** @param {string} lemma */
const isOneWord = (lemma) => !lemma.includes("_");

/** @param {string} part */
async function synsets(part) {
  const all = (await lines(`data.${part}`)).map((line) => [...new Set(lemmas(line))].sort());
  const useful = all.filter((members) => members.some(isOneWord));
  const inCompany = new Set(useful.filter((members) => members.length > 1).flat());
  const kept = useful.filter(([first, ...others]) => others.length > 0 || !inCompany.has(first ?? ""));
  return [...new Set(kept.map((members) => members.join(" ")))].sort();
}

const sections = [];
for (const part of ["noun", "verb", "adj", "adv"]) {
  sections.push(await synsets(part));
  sections.push((await lines(`${part}.exc`)).map((line) => line.trim().split(/\s+/).join(" ")));
}
await mkdir("data/wordnet", { recursive: true });
await writeFile(target, sections.map((section) => `${section.join("\n")}\n`).join("\n"));
process.stdout.write(`${target}: ${sections.map(({ length }) => length).join(", ")} lines\n`);
