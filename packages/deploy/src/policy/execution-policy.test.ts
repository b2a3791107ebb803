import { globSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Assembly, MemoryVerdictStore, synthesizeApp } from "@fairlead/constructs";
import { aResolvedApp, sharedTemporaryFolder } from "@fairlead/testkit";
import { beforeAll, describe, expect, it } from "vitest";
import { executionPolicies } from "./execution-policy.js";
import { MANAGED_POLICY_CHARACTERS, policyCharacters, type PolicyDocument } from "./policy-document.js";

const app = aResolvedApp();
const folder = sharedTemporaryFolder();
let assembly: Assembly;

beforeAll(async () => {
  assembly = await synthesizeApp(app, { outdir: folder, baseFolder: folder, verdicts: new MemoryVerdictStore() });
});

const actionsOf = (documents: readonly PolicyDocument[]) =>
  documents.flatMap(({ Statement }) => Statement).flatMap(({ Action }) => Action);

describe("the policies of CloudFormation's role", () => {
  it("fit into managed policies, of which a role takes ten", () => {
    const { documents, unknownTypes } = executionPolicies(app, assembly, null);
    expect(unknownTypes).toEqual([]);
    expect(documents.length).toBeLessThan(6);
    for (const document of documents) expect(policyCharacters(document)).toBeLessThanOrEqual(MANAGED_POLICY_CHARACTERS);
  });

  it("know every type that any construct makes", () => {
    const constructs = resolve(import.meta.dirname, "../../../constructs/src");
    const sources = globSync("**/*.ts", { cwd: constructs }).map((file) =>
      readFileSync(join(constructs, file), "utf8"),
    );
    const types = [...new Set(sources.flatMap((text) => text.match(/"AWS::\w+::\w+"/gu) ?? []))].map((type) =>
      type.slice(1, -1),
    );
    expect(types.length).toBeGreaterThan(50);
    const resources = types.map((type) => ({ stack: "x", logicalId: type, type, constructPath: "x", address: null }));
    expect(executionPolicies(app, { ...assembly, resources }, null).unknownTypes).toEqual([]);
  });

  it("grant nothing for what isn't in the templates", () => {
    const buckets = assembly.resources.filter(({ type }) => type === "AWS::S3::Bucket");
    const actions = actionsOf(executionPolicies(app, { ...assembly, resources: buckets }, null).documents);
    expect(actions.filter((action) => !/^(s3|ssm):/u.test(action))).toEqual([]);
  });

  it("name a type that nobody has written down", () => {
    const resources = [{ stack: "x", logicalId: "Q", type: "AWS::QLDB::Ledger", constructPath: "x", address: null }];
    expect(executionPolicies(app, { ...assembly, resources }, null).unknownTypes).toEqual(["AWS::QLDB::Ledger"]);
  });

  it("let roles be made under the environment's own names alone, and no users", () => {
    const { documents } = executionPolicies(app, assembly, "111122223333");
    const iam = documents
      .flatMap(({ Statement }) => Statement)
      .filter(({ Action }) => Action.some((action) => action.startsWith("iam:")));
    for (const { Sid, Resource } of iam)
      if (Sid !== "ServicesOwnRoles") expect(Resource.join()).toMatch(/llm-proxy-prod-/u);
    expect(actionsOf(documents).filter((action) => /^iam:.*(User|Group|AccessKey|\*$)/u.test(action))).toEqual([]);
    expect(actionsOf(documents)).not.toContain("*");
  });
});
