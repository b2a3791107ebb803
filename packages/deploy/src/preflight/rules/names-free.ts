import type { NamedKind } from "../../existing/existing.js";
import { observed } from "../observation.js";
import type { Observation, PreflightPorts, PreflightRequest, PreflightRule } from "../preflight-rule.js";
import { stackPlace } from "../stack-place.js";
import { type PlacedResource, resourcesOfType, writtenText } from "../template-values.js";

interface Kind {
  readonly kind: NamedKind;
  readonly type: string;
  /** The property that names it. */
  readonly property: string;
  /** In a message. */
  readonly called: string;
}

const KINDS: readonly Kind[] = [
  { kind: "log-group", type: "AWS::Logs::LogGroup", property: "LogGroupName", called: "log group" },
  { kind: "repository", type: "AWS::ECR::Repository", property: "RepositoryName", called: "repository" },
  { kind: "secret", type: "AWS::SecretsManager::Secret", property: "Name", called: "secret" },
];

/** A protected environment leaves these behind, and AWS makes log groups by itself: CloudFormation then fails in the middle. */
export const namesFree: PreflightRule = {
  id: "names-free",
  says: "no log group, repository or secret outside of the stacks has a name that they are about to take",
  isEssential: false,
  run: async (request, ports) => {
    const observations = await Promise.all(KINDS.map((kind) => takenOfKind(kind, request, ports)));
    return observations.flat();
  },
};

async function takenOfKind(
  kind: Kind,
  { target: { app, assembly } }: PreflightRequest,
  ports: PreflightPorts,
): Promise<readonly Observation[]> {
  const wanted = resourcesOfType(assembly, kind.type).flatMap((placed) => {
    const name = writtenText(placed.resource, kind.property);
    return name === null ? [] : [{ ...placed, name }];
  });
  const observations = await Promise.all(
    wanted.map(async (placed) => {
      const [owned, taken] = await Promise.all([
        isOwned(placed, app, ports),
        ports.existing.named(kind.kind, placed.name).then((names) => names.includes(placed.name)),
      ]);
      if (owned || !taken) return [];
      const { name, stack, logicalId } = placed;
      return [
        observed(app, "error", {
          on:
            assembly.resources.find((each) => each.stack === stack.name && each.logicalId === logicalId)?.address ??
            null,
          code: "NameTaken",
          message: `There is a ${kind.called} ${name} already, and not of stack ${stack.name}, which is to make it.`,
          fix: fixOf(kind, name),
        }),
      ];
    }),
  );
  return observations.flat();
}

async function isOwned(
  { stack, logicalId }: PlacedResource,
  app: PreflightRequest["target"]["app"],
  { stacks }: Pick<PreflightPorts, "stacks">,
): Promise<boolean> {
  const made = await stacks.resources(stackPlace(stack));
  return made.some((resource) => resource.logicalId === logicalId && resource.physicalId !== null);
}

function fixOf({ kind }: Kind, name: string): string {
  switch (kind) {
    case "log-group":
      return `Delete it if nobody needs what is in it (\`aws logs delete-log-group --log-group-name ${name}\`), or take it into the stack (\`cdk deploy --import-existing-resources\`).`;
    case "repository":
      return `Delete it with its images (\`aws ecr delete-repository --force --repository-name ${name}\`), or take it into the stack (\`cdk deploy --import-existing-resources\`).`;
    case "secret":
      return `Take it into the stack by an import that names its ARN, or delete it for good (\`aws secretsmanager delete-secret --force-delete-without-recovery --secret-id ${name}\`); its value is then gone.`;
  }
}
