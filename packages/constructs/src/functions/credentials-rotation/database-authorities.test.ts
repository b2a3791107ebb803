import { X509Certificate } from "node:crypto";
import { describe, expect, it } from "vitest";
import { databaseAuthorities } from "./database-authorities.js";

const REGIONS = ["us-east-1", "us-west-2", "eu-west-1", "eu-central-1", "ap-south-1"];

describe("the authorities of databases", () => {
  it.each(REGIONS)("hold the one that signs new servers in %s, for years to come", (region) => {
    const found = databaseAuthorities()
      .map((pem) => new X509Certificate(pem))
      .find(({ subject }) => subject.includes(`Amazon RDS ${region} Root CA RSA2048 G1`));
    expect(found).toBeDefined();
    expect(new Date(found?.validTo ?? 0).getUTCFullYear()).toBeGreaterThan(2050);
  });

  it("hold those of the public as well", () => {
    const subjects = databaseAuthorities().map((pem) => new X509Certificate(pem).subject);
    expect(subjects.some((subject) => subject.includes("Amazon Root CA 1"))).toBe(true);
  });
});
