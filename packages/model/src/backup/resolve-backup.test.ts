import { miswritten, problemCodes, resolveRoots } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { bucket, type EnvironmentOptions, image, postgres, service, volume } from "../index.js";

const everything = {
  services: [
    service("a", {
      image: image("app"),
      env: {
        DATABASE_URL: postgres("main", { engine: "rds" }).url,
        KEPT: bucket("kept", { versioning: true }).nameForReading,
        SCRATCH: bucket("scratch", { versioning: false }).nameForReading,
      },
      volumes: { "/data": volume("files") },
    }),
  ],
};
const nothing = { services: [service("a", { image: image("app") })] };

const backupOf = (environment: Partial<EnvironmentOptions> = {}, roots = everything) =>
  resolveRoots(roots, { environment }).backup;

describe("the backup of an environment", () => {
  it("covers what has no backups of its own, for as long as the tier says", () => {
    expect(backupOf()).toEqual({
      scheduleExpression: "cron(0 5 ? * * *)",
      keepDays: 7,
      copy: null,
      of: ["volumes.files"],
    });
    expect(backupOf({ tier: "production" })?.keepDays).toBe(35);
    expect(backupOf({ tier: "minimal" })).toBeNull();
  });

  it("covers everything where it is stated", () => {
    const of = ["buckets.kept", "databases.main", "volumes.files"];
    expect(backupOf({ tier: "minimal", backup: {} })).toMatchObject({ keepDays: 7, of });
    expect(backupOf({ backup: { keepDays: 90, at: "cron(0 2 ? * SUN *)", copyTo: "eu-west-1" } })).toEqual({
      scheduleExpression: "cron(0 2 ? * SUN *)",
      keepDays: 90,
      copy: { region: "eu-west-1", keepDays: 90 },
      of,
    });
    expect(backupOf({ backup: { copyTo: { region: "eu-west-1", keepDays: 30 } } })?.copy?.keepDays).toBe(30);
  });

  it("is none where it isn't wanted, or has nothing to cover", () => {
    expect(backupOf({ backup: "none" })).toBeNull();
    expect(backupOf({ backup: {} }, nothing)).toBeNull();
  });

  it.each([
    ["weekly", "backup: UnknownValue"],
    [{ keepDays: 0 }, "backup.keepDays: OutOfRange"],
    [{ at: "rate(1 day)" }, "backup.at: InvalidBackupSchedule"],
    [{ copyTo: "mars-1" }, "backup.copyTo: UnknownValue"],
    [{ copyTo: "us-east-1" }, "backup.copyTo: CopyInSameRegion"],
  ])("is refused with %j", (backup, expected) => {
    const environment = miswritten({}, { backup });
    expect(problemCodes(everything, { environment })).toEqual([`environments.test.${expected}`]);
  });
});
