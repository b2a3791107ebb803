import { drift } from "@fairlead/deploy";
import type { RehearsalParts } from "./rehearsal-parts.js";
import { failed, passed, skipped, type StepResult } from "./step-result.js";

const LOG_GROUP = "AWS::Logs::LogGroup";
const RETENTION = "RetentionInDays";

/** CloudWatch takes certain numbers of days alone; these are two. */
const [ONE_DAY, THREE_DAYS] = [1, 3];

/** Changes the retention of a log group by hand: that must be found, and nothing else; then puts it back. */
export async function rehearseDrift({ target, ports, emulator, report }: RehearsalParts): Promise<StepResult> {
  const untouched = await drift(target, ports, report);
  if (untouched.drifted.length > 0)
    return failed(`Nobody changed anything, and ${untouched.drifted.length} resources are said to differ.`);
  const { region } = target.app.environment;
  const group = emulator.stacks
    .all(region)
    .flatMap(({ resources }) => [...resources.values()])
    .find(({ asked }) => asked.type === LOG_GROUP && typeof asked.properties[RETENTION] === "number");
  if (group === undefined) return skipped("No log group has a retention that could be changed by hand.");
  const stated = Number(group.asked.properties[RETENTION]);
  const api = emulator.api(region);
  const keepFor = async (days: number): Promise<void> => {
    const body = { logGroupName: group.made.physicalId, retentionInDays: days };
    await api.json({ service: "logs", target: "Logs_20140328.PutRetentionPolicy", body });
  };
  const changed = stated === ONE_DAY ? THREE_DAYS : ONE_DAY;
  await keepFor(changed);
  const { compared, drifted } = await drift(target, ports, report).finally(() => keepFor(stated));
  const [found, ...others] = drifted.map(({ logicalId, differences }) => ({
    logicalId,
    says: differences.map(({ path, expected, actual }) => `${path}: ${expected ?? ""} → ${actual ?? ""}`).join(", "),
  }));
  const expected = `/${RETENTION}: ${stated} → ${changed}`;
  return found?.logicalId === group.asked.logicalId && found.says === expected && others.length === 0
    ? passed(`${compared.length} stacks were compared; ${found.logicalId} was found, changed by hand (${found.says}).`)
    : failed(`${group.asked.logicalId} was changed by hand (${expected}), and ${drifted.length} resources were found.`);
}
