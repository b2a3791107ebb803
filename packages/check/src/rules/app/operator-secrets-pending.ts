import { addressOf } from "@fairlead/model";
import type { AppRule } from "../rule.js";

export const operatorSecretsPending: AppRule = {
  code: "OperatorSecretsPending",
  severity: "note",
  title: "A secret waits for its value",
  why: "A value that only its owner knows stands in no template; until it is set, what reads it holds a placeholder.",
  fix: "Set the value with `aws secretsmanager put-secret-value` after the secret's stack is up, then start a new deployment of what reads it.",
  link: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html",
  check: ({ secrets }) =>
    secrets.flatMap(({ name, value }) =>
      value.kind === "operator"
        ? [
            {
              address: addressOf("secret", name),
              message: `Secret "${name}" gets its value from you${value.keys.length === 0 ? "" : `, as JSON with ${value.keys.join(", ")}`}.`,
            },
          ]
        : [],
    ),
};
