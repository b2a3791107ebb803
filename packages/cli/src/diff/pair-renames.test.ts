import { describe, expect, it } from "vitest";
import { pairRenames } from "./pair-renames.js";
import type { ResourceChange } from "./resource-change.js";

const change = (
  action: ResourceChange["action"],
  logicalId: string,
  more: Partial<ResourceChange> = {},
): ResourceChange => ({
  stack: "Data",
  logicalId,
  type: "AWS::RDS::DBCluster",
  action,
  holds: "database rows",
  oldResource: action === "delete" ? "snapshot" : null,
  renamedFrom: null,
  address: "databases.main",
  source: null,
  properties: [],
  ...more,
});

describe("pairing renames", () => {
  it("tells one that goes and one that comes, of the same type and part, as a replacement", () => {
    expect(pairRenames([change("create", "New"), change("delete", "Old")])).toEqual([
      change("replace", "New", { renamedFrom: "Old", oldResource: "snapshot" }),
    ]);
  });

  it.each([
    ["of another type", { type: "AWS::S3::Bucket" }],
    ["of another part", { address: "databases.other" }],
    ["in another stack", { stack: "Ecs" }],
  ])("leaves apart what is %s", (_what, more) => {
    const changes = [change("create", "New"), change("delete", "Old", more)];

    expect(pairRenames(changes)).toEqual(changes);
  });

  it("leaves apart what can't be told apart", () => {
    const changes = [change("create", "New"), change("delete", "Old"), change("delete", "Older")];

    expect(pairRenames(changes)).toEqual(changes);
  });
});
