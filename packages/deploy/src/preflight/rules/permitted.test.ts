import { describe, expect, it } from "vitest";
import type { PermissionQuestion } from "../../account/account.js";
import { aPreflightRequest } from "../../testing/a-preflight-request.js";
import { fakeAccount } from "../../testing/fake-account.js";
import { fakePreflightPorts } from "../../testing/fake-preflight-ports.js";
import { permitted } from "./permitted.js";

describe("what whoever deploys may do", () => {
  it("must be all that a deployment does", async () => {
    const account = fakeAccount({ deniedActions: ["ecr:PutImage", "ecs:UpdateService"] });
    const found = await permitted.run(aPreflightRequest(), fakePreflightPorts({ account }));
    expect(found).toMatchObject([{ severity: "error", code: "PermissionsMissing" }]);
    expect(found[0]?.message).toContain("ecr:PutImage, ecs:UpdateService.");
    expect(found[0]?.fix).toContain("fairlead policy -e prod");
  });

  it("is asked about the environment's own things, in the account of the credentials", async () => {
    const asked: PermissionQuestion[] = [];
    const account = {
      ...fakeAccount(),
      denied: (_: unknown, questions: readonly PermissionQuestion[]) => {
        asked.push(...questions);
        return Promise.resolve([]);
      },
    };
    expect(await permitted.run(aPreflightRequest(), fakePreflightPorts({ account }))).toEqual([]);
    expect(asked).toContainEqual({
      action: "ecr:PutImage",
      resourceArn: "arn:aws:ecr:us-east-1:111122223333:repository/llm-proxy/prod/*",
    });
    // It hangs on the service that a role is handed to.
    expect(asked.map(({ action }) => action)).not.toContain("iam:PassRole");
    // A shell and the values of secrets are no part of a deployment.
    expect(asked.map(({ action }) => action)).not.toContain("ecs:ExecuteCommand");
  });
});
