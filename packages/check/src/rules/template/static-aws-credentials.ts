import { describeResource } from "../../templates/graph-resource.js";
import { recordsOf, textOf } from "../../templates/read-value.js";
import type { TemplateRule } from "../rule.js";

const CREDENTIAL_VARIABLES: ReadonlySet<string> = new Set(["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]);

export const staticAwsCredentials: TemplateRule = {
  code: "StaticAwsCredentials",
  severity: "warning",
  title: "A user's AWS keys are made or handed on",
  why: "A key of a user's is good everywhere and until somebody deletes it. A task has credentials of its own that change every few hours.",
  fix: "Leave the keys away and give the task role the permissions; every AWS SDK finds it by itself. A pipeline takes on a role by OIDC.",
  link: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html",
  check: (graph) => [
    ...graph.ofType("AWS::IAM::AccessKey").map((resource) => ({
      resource,
      message: `${describeResource(resource)} makes keys of a user, which never expire.`,
    })),
    ...graph.ofType("AWS::ECS::TaskDefinition").flatMap((resource) =>
      recordsOf(resource.properties["ContainerDefinitions"])
        .filter((container) =>
          [...recordsOf(container["Environment"]), ...recordsOf(container["Secrets"])].some(({ Name: name }) =>
            CREDENTIAL_VARIABLES.has(textOf(name) ?? ""),
          ),
        )
        .map((container) => ({
          resource,
          message: `${describeResource(resource)} gives its container "${textOf(container["Name"]) ?? ""}" a user's AWS keys.`,
        })),
    ),
  ],
};
