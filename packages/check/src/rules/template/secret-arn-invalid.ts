import { injectionsOf } from "../../reach/injections.js";
import { describeResource } from "../../templates/graph-resource.js";
import { textOf } from "../../templates/read-value.js";
import type { TemplateRule } from "../rule.js";

/** `arn:aws:secretsmanager:<region>:<account>:secret:<name>`, alone or with `:<field>:<stage>:<version>`, any of which may be empty. */
const SECRET_ARN = /^arn:[a-z-]+:secretsmanager:[a-z0-9-]+:\d{12}:secret:[^:]+(:[^:]*:[^:]*:[^:]*)?$/u;

export const secretArnInvalid: TemplateRule = {
  code: "SecretArnInvalid",
  severity: "error",
  title: "A container is given a secret by an ARN that isn't one",
  why: "ECS can't tell what is meant, and no task starts.",
  fix: "Write arn:aws:secretsmanager:<region>:<account>:secret:<name>:<field>::, with both colons at the end; or refer to the secret.",
  link: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html",
  check: (graph) =>
    injectionsOf(graph).flatMap(({ taskDefinition, variable, valueFrom }) => {
      const text = textOf(valueFrom);
      if (text?.includes(":secretsmanager:") !== true || SECRET_ARN.test(text)) return [];
      return [
        {
          resource: taskDefinition,
          message: `${describeResource(taskDefinition)} takes ${variable} from "${text}", which is no ARN of a secret.`,
        },
      ];
    }),
};
