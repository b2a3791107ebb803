import { miswritten, problemCodes, resolveRoots } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { bucket, type BucketOptions, image, service, type TierName } from "../index.js";

const rootsWith = (options: BucketOptions = {}) => ({
  services: [service("a", { image: image("app"), env: { BUCKET: bucket("files", options).nameForReading } })],
});

const inTier = (tier: TierName, options?: BucketOptions) =>
  resolveRoots(rootsWith(options), { environment: { tier } }).buckets;

describe("a bucket", () => {
  it("has every gap filled by its tier when nothing is stated", () => {
    expect(inTier("minimal")).toEqual([
      { name: "files", versioning: { kind: "off" }, lifecycle: [], cors: null, deletionProtection: false },
    ]);
    expect(inTier("standard")[0]).toMatchObject({ versioning: { kind: "on", keepDays: 30 }, deletionProtection: true });
    expect(inTier("production")[0]?.versioning).toEqual({ kind: "on", keepDays: 90 });
  });

  it("keeps what is stated", () => {
    const options = {
      versioning: false,
      expireDays: 365,
      lifecycle: { "tmp/": { expireDays: 1 }, "raw/": { infrequentAccessAfterDays: 30 } },
      cors: { origins: ["https://app.example.com"], methods: ["PUT"], headers: ["content-type"] },
      deletionProtection: false,
    } as const satisfies BucketOptions;
    expect(inTier("production", options)).toEqual([
      {
        name: "files",
        versioning: { kind: "off" },
        lifecycle: [
          { prefix: "", expireDays: 365, infrequentAccessAfterDays: null },
          { prefix: "raw/", expireDays: null, infrequentAccessAfterDays: 30 },
          { prefix: "tmp/", expireDays: 1, infrequentAccessAfterDays: null },
        ],
        cors: { origins: ["https://app.example.com"], methods: ["PUT"], headers: ["content-type"] },
        deletionProtection: false,
      },
    ]);
  });

  it("lets the browsers of an origin show and upload", () => {
    expect(inTier("standard", { cors: ["https://app.example.com"] })[0]?.cors).toEqual({
      origins: ["https://app.example.com"],
      methods: ["GET", "HEAD", "POST", "PUT"],
      headers: ["*"],
    });
  });

  it("grants what is named of it, and nothing more", () => {
    const files = bucket("files");
    const granted = (env: Parameters<typeof service>[1]["env"]) =>
      resolveRoots({ services: [service("a", { image: image("app"), env })] }).connections.map((edge) =>
        edge.kind === "permission" ? `${edge.access} ${edge.because}` : edge.kind,
      );
    expect(granted({ IN: files.nameForReading })).toEqual(["read-objects IN"]);
    expect(granted({ OUT: files.nameForWriting })).toEqual(["write-objects OUT"]);
    expect(granted({ IN: files.nameForReading, ALL: files.nameForReadingAndWriting })).toEqual([
      "read-objects ALL, IN",
      "write-objects ALL",
    ]);
  });

  it.each([
    [{ expireDays: 0 }, "expireDays: OutOfRange"],
    [{ infrequentAccessAfterDays: 29 }, "infrequentAccessAfterDays: OutOfRange"],
    [{ cors: ["*"] }, "cors[0]: InvalidOrigin"],
    [{ cors: ["https://app.example.com/"] }, "cors[0]: InvalidOrigin"],
    [{ cors: { origins: ["http://app.example.com"] } }, "cors.origins[0]: InvalidOrigin"],
    [{ public: true }, "public: UnknownOption"],
  ])("is refused with %j", (wrong, expected) => {
    expect(problemCodes(rootsWith(miswritten({}, wrong)))).toEqual([`buckets.files.${expected}`]);
  });

  it("is refused when objects would be gone before they move", () => {
    expect(problemCodes(rootsWith({ expireDays: 30, infrequentAccessAfterDays: 60 }))).toEqual([
      "buckets.files.infrequentAccessAfterDays: ExpiresBeforeMove",
    ]);
  });
});
