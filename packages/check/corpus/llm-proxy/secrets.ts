import { image, secret } from "@fairlead/model";
import { describeRoots } from "@fairlead/testkit";
import { grantsOf } from "../../src/reach/grants.js";
import { injectionsOf } from "../../src/reach/injections.js";
import type { TemplateGraph } from "../../src/templates/template-graph.js";
import type { Mistake } from "../mistake.js";
import { dispatcher, proxyAlone } from "./proxy-parts.js";

const token = () => secret("management-token", { generate: "token" });

/** Whether the role that starts a task may read what the task is given, and the task's own role may not. */
function readBy(graph: TemplateGraph): boolean {
  const given = injectionsOf(graph);
  const grants = grantsOf(graph).filter(({ actions }) => actions.includes("secretsmanager:GetSecretValue"));
  return (
    given.length > 0 &&
    given.every(({ taskDefinition: { stack, properties }, target }) => {
      const reads = (property: string): boolean => {
        const role = graph.follow(stack, properties[property])?.resource;
        return grants.some((grant) => grant.role === role && grant.targets.some((granted) => granted === target));
      };
      return reads("ExecutionRoleArn") && !reads("TaskRoleArn");
    })
  );
}

/** What is secret, and who reads it. */
export const SECRETS: readonly Mistake[] = [
  {
    id: "keys-in-plain-text",
    mistake:
      "ENCRYPTION_KEY isn't among the secrets: without it the providers' keys lie in the database as they are, against the criterion \"no plaintext\".",
    outcome: {
      kind: "refused",
      app: () =>
        proxyAlone({
          image: image("proxy", { needs: ["MANAGEMENT_TOKEN", "ENCRYPTION_KEY"] }),
          env: { MANAGEMENT_TOKEN: token() },
        }),
      problem: "VariableMissing",
    },
  },
  {
    id: "no-key-for-the-sink",
    mistake: "The dispatcher has no key of the service that it sends to: every batch is answered with 401 and dropped.",
    outcome: {
      kind: "refused",
      app: () => describeRoots(dispatcher({ image: image("dispatcher", { needs: ["LLM_PROXY_API_KEY"] }) })),
      problem: "VariableMissing",
    },
  },
  {
    id: "granted-to-the-wrong-role",
    mistake:
      "Secrets and logs are permitted to the task role, but ECS reads and writes them as the execution role: no task starts.",
    outcome: {
      kind: "unwritable",
      because: "Naming a secret in `env` grants it to the execution role of that task, and to nobody else.",
      app: () => proxyAlone({ env: { MANAGEMENT_TOKEN: token() } }),
      holds: readBy,
    },
  },
];
