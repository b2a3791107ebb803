import { addressOf } from "@fairlead/model";
import type { AppRule } from "../rule.js";

export const operatorSecretsPending: AppRule = {
  code: "OperatorSecretsPending",
  severity: "note",
  title: "A secret waits for its value",
  why: "A value that only its owner knows stands in no template; until it is set, what reads it can't start.",
  fix: "Have it at hand: `fairlead deploy` asks for it before it touches anything, or takes it from a file (`--secrets`). After another tool's deployment set it with `aws secretsmanager put-secret-value`, and start what reads it anew.",
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
