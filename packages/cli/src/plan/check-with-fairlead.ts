import type { Permission } from "@fairlead/check";
import type { CheckApp, Matrices } from "../ports.js";

/** Fetched when it is needed, because it brings CDK with it. */
export const checkWithFairlead: CheckApp = async ({ app, assembly, today, simulatesIam }) => {
  const { checkApp, loadCloudCopilotSimulator, nameOfEnd, permissionMatrix, reachabilityMatrix } =
    await import("@fairlead/check");
  const simulator = simulatesIam ? await loadCloudCopilotSimulator() : null;
  const permissions = simulator === null ? null : await permissionMatrix(assembly, simulator);
  return {
    findings: checkApp({ app, assembly, today, permissions: permissions ?? [] }),
    matrices: {
      reachability: reachabilityMatrix(assembly).map(({ from, to, protocol, fromPort, toPort }) => ({
        from: nameOfEnd(from),
        to: nameOfEnd(to),
        protocol,
        fromPort,
        toPort,
      })),
      permissions: permissions?.map(permissionRow) ?? null,
    },
  };
};

const permissionRow = ({
  holder,
  role,
  use,
  action,
  target,
  resourceArn,
  isConditional,
}: Permission): NonNullable<Matrices["permissions"]>[number] => ({
  holder: nameOf(holder ?? role),
  use,
  action,
  target: target === null ? resourceArn : nameOf(target),
  isConditional,
});

const nameOf = ({ address, stack, logicalId }: Permission["role"]): string => address ?? `${stack}/${logicalId}`;
