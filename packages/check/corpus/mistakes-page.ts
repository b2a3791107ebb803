import type { Judgement } from "./judge.js";
import type { Mistake, Outcome, PlanName } from "./mistake.js";

/** A mistake and what became of it. */
export interface JudgedMistake extends Mistake {
  readonly plan: PlanName;
  readonly judgement: Judgement;
}

const HEAD = `# Mistakes that five deployment plans made

<!-- Written by npm run docs from packages/check/corpus; change it there. -->

Each was made on purpose in a small description, or in a template where only CloudFormation can express it. What Fairlead says to
it stands beside it in its own words.

**Impossible** is what the types or the model refuse, and what there are no words for because the right value is derived. **Caught** is
what a finding or \`fairlead cost\` tells of before anything is deployed. **Out of reach** is what nothing tells of that Fairlead reads.
`;

const TITLES: Readonly<Record<PlanName, string>> = {
  "llm-proxy": "LLM Proxy",
  "macro-ai": "Macro AI",
  "recipe-chatbot": "Recipe Chatbot",
  postmagiq: "Postmagiq",
  "consumer-rights": "Consumer Rights",
  "every-plan": "In every plan",
};

/** What Markdown would take for its own is escaped, but for what stands between backticks. */
const cell = (text: string): string =>
  text
    .replaceAll("|", "\\|")
    .replaceAll("\n", " ")
    .split("`")
    .map((part, index) => (index % 2 === 0 ? part.replaceAll("*", "\\*").replaceAll("<", "\\<") : part))
    .join("`");

const countOf = (mistakes: readonly JudgedMistake[], ...kinds: readonly Outcome["kind"][]): number =>
  mistakes.filter(({ outcome }) => kinds.includes(outcome.kind)).length;

/** How many of some mistakes went which way, as the cells of a row. */
function counts(mistakes: readonly JudgedMistake[]): string {
  const refused = countOf(mistakes, "refused");
  const unwritable = countOf(mistakes, "unwritable");
  const impossible = refused + unwritable;
  const caught = countOf(mistakes, "found", "priced");
  const share = Math.floor((100 * (impossible + caught)) / mistakes.length);
  return [
    mistakes.length,
    impossible,
    refused,
    unwritable,
    caught,
    mistakes.length - impossible - caught,
    `${share} %`,
  ].join(" | ");
}

interface PlanPage {
  readonly plan: PlanName;
  readonly mistakes: readonly JudgedMistake[];
}

const summary = (plans: readonly PlanPage[]): string =>
  [
    "| plan | mistakes | impossible | – refused | – no words for it | caught | out of reach | impossible or caught |",
    "| --- | --: | --: | --: | --: | --: | --: | --: |",
    ...plans.map(({ plan, mistakes }) => `| [${TITLES[plan]}](#${anchorOf(plan)}) | ${counts(mistakes)} |`),
    ...totals(plans),
    "",
  ].join("\n");

/** What recurs in every plan stands beside the plans, so that nothing makes their own sum look better. */
function totals(plans: readonly PlanPage[]): readonly string[] {
  const ofPlans = plans.filter(({ plan }) => plan !== "every-plan");
  const row = (title: string, pages: readonly PlanPage[]) =>
    pages.length === 0 ? [] : [`| **${title}** | ${counts(pages.flatMap(({ mistakes }) => mistakes))} |`];
  return [...row("the plans themselves", ofPlans), ...row("all together", plans)];
}

/** As GitHub and GitLab make it of a heading. */
const anchorOf = (plan: PlanName): string => TITLES[plan].toLowerCase().replaceAll(" ", "-");

function outOfReach(plans: readonly PlanPage[]): string {
  const rows = plans.flatMap(({ plan, mistakes }) =>
    mistakes.flatMap(({ id, mistake, outcome }) =>
      outcome.kind === "out-of-reach"
        ? [`| ${TITLES[plan]}: ${id} | ${cell(mistake)} | ${cell(outcome.because)} | ${cell(outcome.reachedBy)} |`]
        : [],
    ),
  );
  if (rows.length === 0) return "";
  return [
    "## Out of reach",
    "",
    "| | mistake | why nothing tells of it | what would |",
    "| --- | --- | --- | --- |",
    ...rows,
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
    case "priced":
      return `Caught, \`fairlead cost\`: ${judgement.words}`;
    case "out-of-reach":
      return `Out of reach: ${judgement.words} What would reach it: ${outcome.reachedBy}`;
  }
}

const section = ({ plan, mistakes }: PlanPage): string =>
  [
    `## ${TITLES[plan]}`,
    "",
    "| | mistake | what Fairlead says |",
    "| --- | --- | --- |",
    ...mistakes.map((mistake) => `| ${mistake.id} | ${cell(mistake.mistake)} | ${cell(answer(mistake))} |`),
    "",
  ].join("\n");

/** `docs/generated/mistakes.md`: every mistake and what becomes of it, and how many went which way. */
export function mistakesPage(mistakes: readonly JudgedMistake[]): string {
  const byPlan = Map.groupBy(mistakes, ({ plan }) => plan);
  const plans = [...byPlan].map(([plan, ofPlan]) => ({ plan, mistakes: ofPlan }));
  return [HEAD, summary(plans), outOfReach(plans), ...plans.map(section)].filter((text) => text !== "").join("\n");
}
