import type { Template } from "@fairlead/constructs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { templateChanges } from "../diff/template-changes.js";
import type { TemplateChange } from "../diff/template-change.js";
import { dataAtRisk, type DataPlaces, lossProblem, unnamedLosses } from "./data-at-risk.js";

const STACK = "app-prod-Data";
const places: DataPlaces = {
  roles: new Map([[STACK, "Data"]]),
  resources: [
    { stack: STACK, logicalId: "Main", type: "AWS::RDS::DBCluster", constructPath: "x", address: "databases.main" },
  ],
};
const nothing = { allowReplace: [], allowDestroy: [] };

const cluster = (properties: Record<string, unknown>, policy = "Snapshot"): Template => ({
  Resources: {
    Main: {
      Type: "AWS::RDS::DBCluster",
      Properties: { Engine: "aurora-postgresql", ...properties },
      DeletionPolicy: policy,
      UpdateReplacePolicy: policy,
    },
  },
});
const empty: Template = { Resources: { Topic: { Type: "AWS::SNS::Topic" } } };

const risksOf = async (before: Template, after: Template) =>
  dataAtRisk(await templateChanges(STACK, before, after), places);

describe("data at risk", () => {
  it("is refused to be replaced until that very resource is named, and the refusal says how", async () => {
    const risks = await risksOf(cluster({ DatabaseName: "app" }), cluster({ DatabaseName: "other" }));
    const [refused] = unnamedLosses(risks, nothing).map(lossProblem);
    expect(refused).toMatchObject({ path: "databases.main", code: "DataWouldBeReplaced" });
    expect(refused?.message).toContain("Because of DatabaseName.");
    expect(refused?.message).toContain("a last snapshot of it stays");
    expect(refused?.fix).toContain("--allow-replace Data/Main");
    for (const name of ["Data/Main", `${STACK}/Main`, "databases.main", "main"])
      expect(unnamedLosses(risks, { ...nothing, allowReplace: [name] })).toEqual([]);
    for (const name of ["Data", "Main", "databases", "databases.other", "Data/Mai"])
      expect(unnamedLosses(risks, { ...nothing, allowReplace: [name] })).toHaveLength(1);
  });

  it("is refused to be deleted, and leave to replace it is no leave to delete it", async () => {
    const risks = await risksOf(cluster({}), empty);
    expect(unnamedLosses(risks, { ...nothing, allowReplace: ["Data/Main"] }).map(lossProblem)).toMatchObject([
      { code: "DataWouldBeDeleted" },
    ]);
    expect(unnamedLosses(risks, { ...nothing, allowDestroy: ["Data/Main"] })).toEqual([]);
  });

  it("is none where what a stack lets go of stays, or where nothing holds data", async () => {
    expect(await risksOf(cluster({}, "Retain"), empty)).toEqual([]);
    expect(await risksOf(cluster({ BackupRetentionPeriod: 1 }), cluster({ BackupRetentionPeriod: 2 }))).toEqual([]);
    expect(await risksOf(empty, { Resources: {} })).toEqual([]);
  });

  it("is found for every change of every resource with data that goes, whatever else changes", () => {
    const change = fc.record({
      logicalId: fc.string({ minLength: 1, maxLength: 5 }),
      type: fc.constantFrom("AWS::S3::Bucket", "AWS::RDS::DBCluster", "AWS::SNS::Topic"),
      action: fc.constantFrom<TemplateChange["action"]>("create", "update", "replace", "may-replace", "delete"),
      holds: fc.constantFrom("objects", null),
      oldResource: fc.constantFrom<TemplateChange["oldResource"]>("deleted", "snapshot"),
    });
    fc.assert(
      fc.property(fc.uniqueArray(change, { selector: ({ logicalId }) => logicalId }), (list) => {
        const changes = list.map((one) => ({ ...one, stack: STACK, properties: [] }));
        const refused = unnamedLosses(dataAtRisk(changes, places), nothing).map((risk) => risk.change.logicalId);
        const dangerous = changes.filter(
          ({ holds, action }) => holds !== null && action !== "create" && action !== "update",
        );
        expect(refused.toSorted()).toEqual(dangerous.map(({ logicalId }) => logicalId).toSorted());
      }),
    );
  });
});
