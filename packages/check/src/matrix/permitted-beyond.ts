import { ADDRESS_GROUPS, type Address, depthReporters, measuredPart, type ResolvedApp } from "@fairlead/model";
import { describeResource } from "../templates/graph-resource.js";
import type { Permission } from "./permission-matrix.js";

/** A permission that the description doesn't have. */
export interface PermissionBeyond {
  /** The part whose role has it. */
  readonly address: Address | null;
  /** A full sentence with the names in it. */
  readonly message: string;
}

/** Parts that hold nothing but what a release brings anyhow. */
const HOLDING_NOTHING: readonly string[] = [
  ADDRESS_GROUPS.service,
  ADDRESS_GROUPS.job,
  ADDRESS_GROUPS.image,
  ADDRESS_GROUPS.environment,
];

/** Whether a part holds something, so that who may touch it has to be said in the description. */
function isHolding(address: Address): boolean {
  const [group = "", name] = address.split(".");
  return name !== undefined && !HOLDING_NOTHING.includes(group);
}

/** How a role is used decides which kind of connection it needs: ECS hands over what it injects, the code uses what it is permitted. */
const NEEDED = { task: "permission", execution: "injection" } as const;

/** What measures waiting work has no business with anything but the part that it measures. */
const isMeasured = (address: Address | null, app: ResolvedApp): boolean =>
  depthReporters(app).some((reporter) => measuredPart(reporter) === address);

function isDescribed({ holder, use, target }: Permission, app: ResolvedApp): boolean {
  const [from, to] = [holder?.address ?? null, target?.address ?? null];
  // Other functions that Fairlead brings along are its own affair: a rotation's say.
  if (use === "other" && !isMeasured(from, app)) return true;
  if (target === null) return false;
  if (to === null || !isHolding(to) || from === to) return true;
  return use !== "other" && isConnected({ from, to, use }, app);
}

interface Use {
  readonly from: Address | null;
  readonly to: Address;
  readonly use: keyof typeof NEEDED;
}

function isConnected({ from, to, use }: Use, app: ResolvedApp): boolean {
  return app.connections.some((edge) => edge.kind === NEEDED[use] && edge.from === from && edge.to === to);
}

const whose = ({ holder, role, use }: Permission): string =>
  `The ${use} role of ${holder === null ? describeResource(role) : (holder.address ?? describeResource(holder))}`;

/** Every permission of a task that no reference of the description gave it. */
export const permittedBeyond = (permissions: readonly Permission[], app: ResolvedApp): PermissionBeyond[] =>
  permissions
    .filter((permission) => !isDescribed(permission, app))
    .map((permission) => ({
      address: permission.holder?.address ?? null,
      message: `${whose(permission)} allows ${permission.action} on ${
        permission.target === null
          ? `things that are none of this app's (${permission.resourceArn})`
          : describeResource(permission.target)
      }, and nothing in the description says so.`,
    }));
