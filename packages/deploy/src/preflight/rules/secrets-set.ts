import { environmentPath } from "@fairlead/constructs";
import { isUserError } from "@fairlead/errors";
import { addressOf, type ResolvedSecret } from "@fairlead/model";
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
    const awaited = app.secrets.filter(({ value }) => value.kind === "operator");
    const stored = await ports.secretStore.describe(awaited.map(({ name }) => environmentPath(app, name)));
    const observations = await Promise.all(
      awaited.map(async (secret) => {
        const found = stored.find(({ name }) => name === environmentPath(app, secret.name));
        if (found === undefined) return [notMade(request, secret)];
        return found.version === null ? [empty(request, secret)] : judgeFields(request, secret, ports);
      }),
    );
    return observations.flat();
  },
};

const setIt = ({ target: { app } }: PreflightRequest, { name }: ResolvedSecret): string =>
  `\`fairlead secrets set ${name} -e ${app.environment.name}\``;

const notMade = (request: PreflightRequest, secret: ResolvedSecret): Observation =>
  observed(request.target.app, "warning", {
    on: addressOf("secret", secret.name),
    code: "SecretToSet",
    message: `Secret "${secret.name}" is made by this deployment, without a value; tasks that are given it don't start before it has one.`,
    // The ledger holds one release at a time, so that `fairlead secrets set` waits for the end of this one.
    fix: `As soon as its stack is up, and while the services are not: \`aws secretsmanager put-secret-value --secret-id ${environmentPath(request.target.app, secret.name)} --secret-string file:///dev/stdin\`.`,
  });

const empty = (request: PreflightRequest, secret: ResolvedSecret): Observation =>
  observed(request.target.app, "error", {
    on: addressOf("secret", secret.name),
    code: "SecretNotSet",
    message: `Secret "${secret.name}" has no value: tasks that are given it don't start.`,
    fix: `Set it: ${setIt(request, secret)}.`,
  });

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
