import type { Judgement } from "./judge.js";
import type { Mistake, Outcome, PlanName } from "./mistake.js";

/** A mistake and what became of it. */
export interface JudgedMistake extends Mistake {
  readonly plan: PlanName;
  readonly judgement: Judgement;
}

const KINDS: readonly Outcome["kind"][] = ["refused", "unwritable", "found", "out-of-reach"];

const EXPLAINED: Readonly<Record<Outcome["kind"], string>> = {
  refused: "impossible: the types or the model refuse it",
  unwritable: "impossible: there are no words for it, the right value is derived",
  found: "caught by a finding before anything is deployed",
  "out-of-reach": "out of reach",
};

const HEAD = `# Mistakes that five deployment plans made

<!-- Written by npm run docs from packages/check/corpus; change it there. -->

Each was made on purpose in a small description, or in a template where only CloudFormation can express it. What Fairlead says to
it stands beside it in its own words.
`;

const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");

const countOf = (mistakes: readonly JudgedMistake[], kind: Outcome["kind"]): number =>
  mistakes.filter(({ outcome }) => outcome.kind === kind).length;

function summary(mistakes: readonly JudgedMistake[]): string {
  const reached = mistakes.length - countOf(mistakes, "out-of-reach");
  return [
    `${mistakes.length} mistakes, of which ${reached} (${Math.floor((100 * reached) / mistakes.length)} %) can't be made or are caught:`,
    "",
    "| what becomes of it | mistakes |",
    "| --- | --: |",
    ...KINDS.map((kind) => `| ${EXPLAINED[kind]} | ${countOf(mistakes, kind)} |`),
    "",
  ].join("\n");
}

function answer({ outcome, judgement }: JudgedMistake): string {
  switch (outcome.kind) {
    case "refused":
      return `Impossible, \`${outcome.problem}\`: ${judgement.words}`;
    case "unwritable":
      return `Impossible: ${judgement.words}`;
    case "found":
      return `Caught, \`${outcome.finding}\`: ${judgement.words}`;
    case "out-of-reach":
      return `Out of reach: ${judgement.words} ${outcome.reachedBy}`;
  }
}

const section = (plan: PlanName, mistakes: readonly JudgedMistake[]): string =>
  [
    `## ${plan}`,
    "",
    "| mistake | | what Fairlead says |",
    "| --- | --- | --- |",
    ...mistakes.map((mistake) => `| ${mistake.id} | ${cell(mistake.mistake)} | ${cell(answer(mistake))} |`),
    "",
  ].join("\n");

/** `docs/generated/mistakes.md`: every mistake and what becomes of it. */
export function mistakesPage(mistakes: readonly JudgedMistake[]): string {
  const plans = [...new Set(mistakes.map(({ plan }) => plan))];
  return [
    HEAD,
    summary(mistakes),
    ...plans.map((name) =>
      section(
        name,
        mistakes.filter(({ plan }) => plan === name),
      ),
    ),
  ].join("\n");
}
