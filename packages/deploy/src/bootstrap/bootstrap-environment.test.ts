import { aResolvedApp } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { aPreflightRequest } from "../testing/a-preflight-request.js";
import { fakeAccount } from "../testing/fake-account.js";
import { FakeBootstrapping, FakeManagedPolicies } from "../testing/fake-bootstrapping.js";
import { FakeClock } from "../testing/fake-clock.js";
import { FakeStacks } from "../testing/fake-stacks.js";
import { bootstrapEnvironment, mayDoEverything } from "./bootstrap-environment.js";

const OWN = "arn:aws:iam::111122223333:policy/fairlead-llm-proxy-prod-execution-1";
const ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";
const contents = { Data: { Bucket: { Type: "AWS::S3::Bucket" }, Mine: { Type: "AWS::QLDB::Ledger" } } };

const newPorts = () => ({
  account: fakeAccount(),
  bootstrapping: new FakeBootstrapping(),
  managedPolicies: new FakeManagedPolicies(),
  stacks: new FakeStacks({ clock: new FakeClock(), templates: () => undefined }),
});
const bootstrapped = (policies: string) => {
  const ports = newPorts();
  ports.stacks.put("CDKToolkit", { Resources: {} }, { parameters: { CloudFormationExecutionPolicies: policies } });
  return ports;
};
const run = (ports: ReturnType<typeof newPorts>, keepsAdministrator = true, app = aResolvedApp()) =>
  bootstrapEnvironment(
    { target: aPreflightRequest({ app }, contents).target, keepsAdministrator },
    ports,
    () => undefined,
  );

describe("bootstrapping an environment", () => {
  it("gives CloudFormation's role the policies of the templates' types, and no other", async () => {
    const ports = newPorts();
    const result = await run(ports);
    expect(ports.bootstrapping.orders).toEqual([
      { account: "111122223333", region: "us-east-1", executionPolicies: [OWN] },
    ]);
    expect(JSON.stringify([...ports.managedPolicies.policies.values()])).toContain("s3:*Bucket*");
    expect(result).toMatchObject({ unknownTypes: ["AWS::QLDB::Ledger"], regions: [{ change: "changed", kept: [] }] });
  });

  it("changes nothing the second time", async () => {
    const ports = newPorts();
    await run(ports);
    const second = await run(ports);
    expect(second.policies).toEqual([{ arn: OWN, change: "unchanged" }]);
    expect(second.regions).toMatchObject([{ change: "unchanged" }]);
  });

  it("keeps what other environments gave to the role, which is theirs too", async () => {
    const other = "arn:aws:iam::111122223333:policy/fairlead-shop-prod-execution-1";
    const old = "arn:aws:iam::111122223333:policy/fairlead-llm-proxy-prod-execution-7";
    const ports = bootstrapped([other, old].join(","));
    await run(ports);
    expect(ports.bootstrapping.orders[0]?.executionPolicies).toEqual([other, OWN]);
  });

  it.each([
    ["stated", ADMINISTRATOR],
    ["not stated, which is the CDK's default", ""],
  ])("takes no rights away from others, and tells that the role may do everything (%s)", async (_, policies) => {
    const ports = bootstrapped(policies);
    const { regions } = await run(ports);
    expect(ports.bootstrapping.orders[0]?.executionPolicies).toEqual([ADMINISTRATOR, OWN]);
    expect(regions.map(mayDoEverything)).toEqual([true]);
  });

  it("takes AdministratorAccess away when it is told to, and nothing else of others", async () => {
    const other = "arn:aws:iam::111122223333:policy/other";
    const ports = bootstrapped([ADMINISTRATOR, other].join(","));
    const { regions } = await run(ports, false);
    expect(ports.bootstrapping.orders[0]?.executionPolicies).toEqual([other, OWN]);
    expect(regions.map(mayDoEverything)).toEqual([false]);
  });

  it("refuses more policies than a role takes, before anything is bootstrapped", async () => {
    const ports = bootstrapped(
      Array.from({ length: 10 }, (_, at) => `arn:aws:iam::111122223333:policy/p${at}`).join(","),
    );
    await expect(run(ports)).rejects.toThrow("11 policies");
    expect(ports.bootstrapping.orders).toEqual([]);
  });

  it("refuses another account than the description's", async () => {
    const app = aResolvedApp();
    const environment = { ...app.environment, account: "999988887777" };
    await expect(run(newPorts(), true, { ...app, environment })).rejects.toThrow("999988887777");
  });

  it("readies every region that has stacks of the environment", async () => {
    const backup = {
      scheduleExpression: "cron(0 5 * * ? *)",
      keepDays: 35,
      copy: { region: "us-west-2", keepDays: 35 },
      of: ["databases.main"],
    };
    const ports = newPorts();
    await run(ports, true, aResolvedApp({ backup }));
    expect(ports.bootstrapping.orders.map(({ region }) => region)).toEqual(["us-east-1", "us-west-2"]);
  });
});
