import { isUserError, type Problem } from "@fairlead/errors";
import type { Report } from "../event/deploy-event.js";
import type { PreflightFinding, PreflightPorts, PreflightRequest, PreflightRule } from "./preflight-rule.js";
import { PREFLIGHT_RULES } from "./preflight-rules.js";

const ORDER = { error: 0, warning: 1, unknown: 2 } as const;

/**
 * Everything that stands in the way of a deployment, in one list: errors first, then warnings, then what could not be read. Nothing is
 * touched; what refuses nothing is reported as a warning. All rules run side by side; without credentials none does, and that alone is said.
 */
export async function preflight(
  request: PreflightRequest,
  ports: PreflightPorts,
  report: Report,
): Promise<readonly PreflightFinding[]> {
  const findings = (await findAll(request, ports)).toSorted(
    (one, other) => ORDER[one.severity] - ORDER[other.severity],
  );
  for (const { severity, message, fix } of findings)
    if (severity !== "error") report({ type: "warning", says: `${message} ${fix}` });
  return findings;
}

/** {@link preflight} as a step of a deployment: what refuses it; all else is reported as a warning. */
export const preflightProblems = async (
  request: PreflightRequest,
  ports: PreflightPorts,
  report: Report,
): Promise<readonly Problem[]> => refusals(await preflight(request, ports, report));

/** Those that a deployment does not begin with. */
export const refusals = (findings: readonly PreflightFinding[]): readonly PreflightFinding[] =>
  findings.filter(({ severity }) => severity === "error");

async function findAll(request: PreflightRequest, ports: PreflightPorts): Promise<readonly PreflightFinding[]> {
  try {
    await ports.account.identity();
  } catch (error) {
    // Every rule would say the same again.
    return unreadable("identity", { error, isEssential: true });
  }
  const findings = await Promise.all(PREFLIGHT_RULES.map((rule) => runRule(rule, request, ports)));
  return findings.flat();
}

async function runRule(
  rule: PreflightRule,
  request: PreflightRequest,
  ports: PreflightPorts,
): Promise<readonly PreflightFinding[]> {
  try {
    return (await rule.run(request, ports)).map((observation) => ({ ...observation, rule: rule.id }));
  } catch (error) {
    return unreadable(rule.id, { error, isEssential: rule.isEssential, says: rule.says });
  }
}

interface Unreadable {
  readonly error: unknown;
  readonly isEssential: boolean;
  readonly says?: string;
}

function unreadable(rule: string, { error, isEssential, says }: Unreadable): readonly PreflightFinding[] {
  // What is not AWS's refusal is a defect of ours, and must not pass for an unknown.
  if (!isUserError(error)) throw error;
  return error.problems.map((problem) => ({
    ...problem,
    rule,
    severity: isEssential ? "error" : "unknown",
    message: says === undefined || isEssential ? problem.message : `Unknown whether ${says}: ${problem.message}`,
  }));
}
