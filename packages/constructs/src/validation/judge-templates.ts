import type { Violation } from "../assembly/assembly.js";
import type { JudgedStack, Verdicts } from "./judged-stack.js";
import { toolVersions } from "./tool-versions.js";
import type { VerdictStore } from "./verdict-store.js";
import { verdictKey } from "./verdict.js";

type Tool = "cloudformation-validate" | "cdk-nag";
type Judge = (stacks: readonly JudgedStack[]) => Verdicts | Promise<Verdicts>;

/** The judges, each loaded when a template without a verdict needs it: loading costs more than all that a known template costs. */
export const JUDGES: Readonly<Record<Tool, () => Promise<Judge>>> = {
  "cloudformation-validate": async () => (await import("./judge-by-cloudformation.js")).judgeByCloudFormation,
  "cdk-nag": async () => (await import("./judge-by-nag.js")).judgeByNag,
};

async function judgeBy(
  tool: Tool,
  stacks: readonly JudgedStack[],
  { verdicts, judges }: { readonly verdicts: VerdictStore; readonly judges: typeof JUDGES },
): Promise<Violation[]> {
  const toolVersion = toolVersions()[tool];
  const keyed = stacks.map((stack) => {
    const key = verdictKey({ tool, toolVersion, ...stack });
    return { stack, key, known: verdicts.get(key) };
  });
  const unknown = keyed.filter(({ known }) => known === undefined).map(({ stack }) => stack);
  const fresh: Verdicts = unknown.length === 0 ? new Map() : await (await judges[tool]())(unknown);
  return keyed.flatMap(({ stack, key, known }) => {
    const verdict = known ?? fresh.get(stack.name) ?? [];
    if (known === undefined) verdicts.set(key, verdict);
    return verdict.map((judgement) => ({ ...judgement, stack: stack.name }));
  });
}

/** What both validators have to say about templates; those whose text was judged before are not judged again. */
export async function judgeTemplates(
  stacks: readonly JudgedStack[],
  verdicts: VerdictStore,
  judges: typeof JUDGES = JUDGES,
): Promise<Violation[]> {
  // Started first, because it runs in a thread of its own while cdk-nag keeps this one busy.
  const byCloudFormation = judgeBy("cloudformation-validate", stacks, { verdicts, judges });
  const byNag = judgeBy("cdk-nag", stacks, { verdicts, judges });
  return (await Promise.all([byCloudFormation, byNag])).flat();
}
