import { describe, expect, it } from "vitest";
import { shippedPrices } from "../prices/read-prices.js";
import { parsePrices } from "../prices/read-prices.js";
import { PriceBook } from "../prices/price-book.js";
import { writePrices } from "../prices/write-prices.js";
import { anOfferFile, type OfferCells } from "../testing/an-offer-file.js";
import { type RefreshedPrices, refreshPrices } from "./refresh-prices.js";
import { ruleOf } from "./price-rules.js";
import { REFRESHABLE_REGIONS } from "./usage-types.js";

const shipped = shippedPrices();

async function* once(text: string): AsyncGenerator<string> {
  yield await Promise.resolve(text);
}

/** What is found in one offer file, where only some prices are asked for. */
async function refreshed(
  offer: string,
  rows: readonly OfferCells[],
  { region = "us-east-1", services = /./ }: { readonly region?: string; readonly services?: RegExp } = {},
): Promise<RefreshedPrices & { readonly urls: readonly string[] }> {
  const urls: string[] = [];
  const outcome = await refreshPrices({
    book: new PriceBook(
      shipped.prices.filter((price) => ruleOf(price)?.offer === offer && services.test(price.service)),
    ),
    regions: [region],
    open: () => once(anOfferFile(offer, rows)),
    today: "2026-11-21",
    onFile: ({ url }) => urls.push(url),
  });
  return { ...outcome, urls };
}

const BALANCER = { operation: "LoadBalancing:Application" };
const alb = async (rows: readonly OfferCells[], region = "us-east-1") => {
  const { prices, missed } = await refreshed("AWSELB", rows, { region, services: /^ALB$/ });
  return {
    usd: prices.find(({ item }) => item === "load balancer hour")?.usd,
    why: missed.find(({ item }) => item === "load balancer hour")?.because,
  };
};

describe("prices from AWS's price list", () => {
  it("carry the day on which AWS published them, and are trusted", async () => {
    const { prices, urls } = await refreshed("AmazonECS", [
      { usageType: "USE1-Fargate-ARM-vCPU-Hours:perCPU", price: "0.0323800000" },
    ]);
    expect(urls).toEqual([
      "https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonECS/current/us-east-1/index.csv",
    ]);
    expect(prices).toEqual([
      {
        service: "Fargate",
        item: "linux-arm64 vCPU",
        region: "us-east-1",
        unit: "vCPU-hour",
        usd: 0.03238,
        offer: "AmazonECS",
        asOf: "2026-11-18",
        confidence: "high",
        source: "AWS Price List, fetched on 2026-11-21",
      },
    ]);
  });

  it("are those of the region, whose prefix is part of the usage type", async () => {
    const rows = [{ usageType: "EUC1-LoadBalancerUsage", price: "0.027", ...BALANCER }];
    expect((await alb(rows, "eu-central-1")).usd).toBe(0.027);
    expect((await alb(rows, "eu-west-1")).usd).toBeUndefined();
  });

  it("have no prefix in some offers of us-east-1", async () => {
    expect((await alb([{ usageType: "LoadBalancerUsage", price: "0.0225", ...BALANCER }])).usd).toBe(0.0225);
  });

  it.each([
    [
      "trust stores, whose usage type merely ends so",
      { usageType: "TS-LoadBalancerUsage", price: "0.005", ...BALANCER },
    ],
    ["classic load balancers", { usageType: "LoadBalancerUsage", price: "0.025", operation: "LoadBalancing" }],
    ["Outposts", { usageType: "LoadBalancerUsage", price: "0.0", ...BALANCER, "Location Type": "AWS Outposts" }],
    ["reserved terms", { usageType: "LoadBalancerUsage", price: "0.01", ...BALANCER, TermType: "Reserved" }],
  ])("are never taken from %s", async (_, decoy) => {
    const right = { usageType: "LoadBalancerUsage", price: "0.0225", ...BALANCER };
    expect((await alb([decoy, right])).usd).toBe(0.0225);
    expect((await alb([decoy])).why).toBe("no row of AWSELB has the usage type LoadBalancerUsage");
  });

  it("are missed, and said so, where two rows fit", async () => {
    const row = { usageType: "LoadBalancerUsage", price: "0.0225", ...BALANCER };
    expect(await alb([row, { ...row, price: "0.03" }])).toEqual({
      usd: undefined,
      why: "2 rows of AWSELB have the usage type LoadBalancerUsage",
    });
  });

  it.each([
    ["a price of zero", { price: "0.0000000000" }, "its row in AWSELB has no price"],
    ["no number", { price: "" }, "its row in AWSELB has no price"],
    ["another currency", { price: "0.2", Currency: "CNY" }, "its row in AWSELB is not in USD"],
  ])("are missed where a row has %s", async (_, cells, why) => {
    expect((await alb([{ usageType: "LoadBalancerUsage", ...BALANCER, ...cells }])).why).toBe(why);
  });

  it("tell one zone from two, PostgreSQL from MySQL and from Aurora", async () => {
    const of = (usageType: string, engine: string, price: string) => ({ usageType, price, "Database Engine": engine });
    const { prices } = await refreshed("AmazonRDS", [
      of("InstanceUsage:db.t4g.small", "MySQL", "0.01"),
      of("InstanceUsage:db.t4g.small", "PostgreSQL", "0.032"),
      of("Multi-AZUsage:db.t4g.small", "PostgreSQL", "0.065"),
      of("InstanceUsage:db.r6g.large", "Aurora PostgreSQL", "0.26"),
      of("Aurora:ServerlessUsage", "Aurora PostgreSQL", "0.06"),
      of("Aurora:ServerlessV2Usage", "Aurora PostgreSQL", "0.12"),
    ]);
    expect(prices.map(({ service, item, usd }) => `${service} ${item} ${usd}`).toSorted()).toEqual([
      "Aurora PostgreSQL Serverless v2 ACU (Standard) 0.12",
      "Aurora PostgreSQL db.r6g.large (Standard) 0.26",
      "RDS PostgreSQL db.t4g.small Multi-AZ 0.065",
      "RDS PostgreSQL db.t4g.small Single-AZ 0.032",
    ]);
  });

  it("are told by the tier where a usage type has several, and in the book's unit", async () => {
    const { prices } = await refreshed("AmazonS3", [
      { usageType: "TimedStorage-ByteHrs", price: "0.023", StartingRange: "0", EndingRange: "51200" },
      { usageType: "TimedStorage-ByteHrs", price: "0.022", StartingRange: "51200", EndingRange: "512000" },
      { usageType: "TimedStorage-ByteHrs", price: "0.021", StartingRange: "512000" },
      { usageType: "Requests-Tier1", price: "0.0000050000" },
    ]);
    expect(prices.map(({ item, usd, unit }) => [item, usd, unit])).toEqual([
      ["standard storage first 50 TB", 0.023, "GB-month"],
      ["standard storage next 450 TB", 0.022, "GB-month"],
      ["PUT/COPY/POST/LIST", 0.005, "1000 requests"],
    ]);
  });

  it("are all missed where what comes is no offer file", async () => {
    const { prices, missed } = await refreshPrices({
      book: new PriceBook(shipped.prices.filter(({ service }) => service === "ECR")),
      regions: ["us-east-1"],
      open: () => once("<html><body>Moved</body></html>"),
      today: "2026-11-21",
      onFile: () => undefined,
    });
    expect(prices).toEqual([]);
    expect(missed.map(({ because }) => because)).toEqual([
      "https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonECR/current/us-east-1/index.csv is no offer file in CSV",
    ]);
  });

  it("fail as a whole where the network does", async () => {
    async function* broken(): AsyncGenerator<string> {
      yield await Promise.resolve("FormatVersion,v1.0\n");
      throw new TypeError("terminated");
    }
    const request = {
      book: shipped,
      regions: ["us-east-1"],
      open: broken,
      today: "2026-11-21",
      onFile: () => undefined,
    };
    await expect(refreshPrices(request)).rejects.toThrow("terminated");
  });

  it("are there for every region that has shipped prices", () => {
    expect(REFRESHABLE_REGIONS.toSorted()).toEqual(shipped.regions);
  });

  it("are written as they are read, and win over those that were shipped", async () => {
    const { prices } = await refreshed("AmazonECR", [{ usageType: "EU-TimedStorage-ByteHrs", price: "0.11" }], {
      region: "eu-west-1",
    });
    expect(parsePrices(writePrices(prices))).toEqual(prices);
    const book = shipped.preferring(prices);
    expect(book.find({ service: "ECR", item: "storage" }, "eu-west-1")?.usd).toBe(0.11);
    expect(book.find({ service: "ECR", item: "storage" }, "us-east-1")?.usd).toBe(0.1);
    expect(book.prices.length).toBe(shipped.prices.length + 1);
  });
});
