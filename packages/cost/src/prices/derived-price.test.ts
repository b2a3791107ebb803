import { describe, expect, it } from "vitest";
import { derivePrice } from "./derived-price.js";
import type { Price, PriceName } from "./price.js";
import { PriceBook } from "./price-book.js";

const aPrice = (service: string, item: string, usd: number): Price => ({
  service,
  item,
  region: "eu-west-1",
  unit: "hour",
  usd,
  offer: "AmazonRDS",
  asOf: "2026-09-01",
  confidence: "high",
  source: "AWS offer file",
});

const derived = (book: readonly Price[], name: PriceName) => derivePrice(name, "eu-west-1", new PriceBook(book));

describe("a price that is worked out", () => {
  it("keeps its date and says where it comes from, and is trusted little", () => {
    const book = [aPrice("RDS PostgreSQL", "db.t4g.small Single-AZ", 0.035)];
    expect(derived(book, { service: "RDS PostgreSQL", item: "db.t4g.small Multi-AZ" })?.price).toMatchObject({
      item: "db.t4g.small Multi-AZ",
      usd: 0.07,
      asOf: "2026-09-01",
      confidence: "low",
    });
  });

  it("is there only where what it is worked out from was read", () => {
    expect(derived([], { service: "RDS PostgreSQL", item: "db.t4g.small Multi-AZ" })).toBeNull();
    expect(derived([], { service: "Fargate", item: "spot linux-arm64 vCPU" })).toBeNull();
  });

  it("is never made up for what follows no rule", () => {
    const book = [aPrice("Amazon MQ RabbitMQ", "mq.m7g.large", 0.27)];
    expect(derived(book, { service: "Amazon MQ RabbitMQ", item: "mq.m7g.xlarge" })).toBeNull();
    expect(derived(book, { service: "EC2 Spot", item: "t4g.medium" })).toBeNull();
  });

  it("is as much lower on ARM as on demand where only x86's Spot was read", () => {
    const book = [
      aPrice("Fargate", "spot linux-x86 vCPU", 0.012),
      aPrice("Fargate", "linux-x86 vCPU", 0.04),
      aPrice("Fargate", "linux-arm64 vCPU", 0.03),
    ];
    expect(derived(book, { service: "Fargate", item: "spot linux-arm64 vCPU" })?.price.usd).toBe(0.009);
  });
});
