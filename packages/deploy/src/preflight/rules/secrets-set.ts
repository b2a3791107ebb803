import { environmentPath } from "@fairlead/constructs";
import { isUserError } from "@fairlead/errors";
import { addressOf, type ResolvedSecret } from "@fairlead/model";
import { leftOpen, secretsToSet } from "../../secrets/first-values.js";
import { jsonFields } from "../../secrets/json-fields.js";
import { observed } from "../observation.js";
import type { Observation, PreflightPorts, PreflightRequest, PreflightRule } from "../preflight-rule.js";

/** Of those that its owner sets: the others are made with a value. Only the names of fields are ever looked at. */
export const secretsSet: PreflightRule = {
  id: "secrets-set",
  says: "every secret that somebody has to set is set, with all its JSON fields",
  isEssential: false,
  run: async (request, ports) => {
    const { app } = request.target;
    const awaited = secretsToSet(app);
    const stored = await ports.secretStore.describe(awaited.map(({ name }) => environmentPath(app, name)));
    const observations = await Promise.all(
      awaited.map(async (secret) => {
        const found = stored.find(({ name }) => name === environmentPath(app, secret.name));
        if (found !== undefined && found.version !== null) return judgeFields(request, secret, ports);
        return judgeFirstValue(request, secret, found !== undefined);
      }),
    );
    return observations.flat();
  },
};

const setIt = ({ target: { app } }: PreflightRequest, { name }: ResolvedSecret): string =>
  `\`fairlead secrets set ${name} -e ${app.environment.name}\``;

/** Of one without a value: whether it is brought along, or asked for before anything is touched. */
function judgeFirstValue(request: PreflightRequest, secret: ResolvedSecret, isMade: boolean): readonly Observation[] {
  const { app } = request.target;
  const { given, isAsked } = request.secrets;
  const open = leftOpen(secret, given);
  if (open === null) return [];
  const { name } = secret;
  const isPart = given.some((value) => value.secret === name);
  const lacks = isPart ? `no value for its field ${open.fields?.join(", ") ?? ""}` : "no value";
  const later = isMade ? ` ${setIt(request, secret)} sets it apart from a deployment.` : "";
  return [
    observed(app, isAsked ? "warning" : "error", {
      on: addressOf("secret", name),
      code: "SecretNotSet",
      message: `Secret "${name}" has ${lacks}: tasks that are given it don't start.`,
      fix: isAsked
        ? `\`fairlead deploy\` asks for it before it touches anything.${later}`
        : `Bring it along: \`fairlead deploy -e ${app.environment.name} --secrets .env\`, or \`-\` for a pipe; on a terminal \`fairlead deploy\` asks for it.${later}`,
    }),
  ];
}

async function judgeFields(
  request: PreflightRequest,
  secret: ResolvedSecret,
  { secretStore }: Pick<PreflightPorts, "secretStore">,
): Promise<readonly Observation[]> {
  const { app } = request.target;
  const { name, value } = secret;
  const on = addressOf("secret", name);
  if (value.kind !== "operator" || value.keys.length === 0) return [];
  try {
    const held = await secretStore.read(environmentPath(app, name));
    const fields = held === null ? null : jsonFields(held);
    const lacking = value.keys.filter((key) => fields?.has(key) !== true);
    if (lacking.length === 0) return [];
    const message = `Secret "${name}" has no JSON field ${lacking.join(", ")}: tasks that are given it don't start.`;
    return [
      observed(app, "error", {
        on,
        code: "SecretFieldMissing",
        message,
        fix: `Set it whole: ${setIt(request, secret)}.`,
      }),
    ];
  } catch (error) {
    if (!isUserError(error)) throw error;
    // To know the fields is to read the value, which whoever deploys need not be allowed to.
    const message = `Unknown whether secret "${name}" has the JSON fields ${value.keys.join(", ")}: ${error.message}`;
    const fix = "Look once with credentials that may read it: `fairlead secrets list`.";
    return [observed(app, "unknown", { on, code: "SecretFieldsUnknown", message, fix })];
  }
}
