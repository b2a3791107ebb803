import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { parsePrices, PRICE_LIST } from "@fairlead/cost";
import { aResolvedApp } from "@fairlead/testkit";
import { describe, expect, it, onTestFinished } from "vitest";
import { diskFiles } from "../files/disk-files.js";
import { estimateWithFairlead } from "../plan/estimate-with-fairlead.js";
import { networkWith } from "../network/process-network.js";
import type { Network } from "../ports.js";
import { anEstimate } from "../testing/an-estimate.js";
import { aProject, runFairlead } from "../testing/run-fairlead.js";

/** Made by hand after the documented format: lines about the file, names of columns, rows. */
const HEAD = `"FormatVersion","v1.0"
"Disclaimer","This pricing list is for informational purposes only."
"Publication Date","2026-11-18T20:13:05Z"
"Version","20261118201305"
"OfferCode","AmazonECS"
"SKU","TermType","StartingRange","PricePerUnit","Currency","Location Type","usageType"
`;
const ECS = `${HEAD}"A1","OnDemand","0","0.0323900000","USD","AWS Region","USE1-Fargate-ARM-vCPU-Hours:perCPU"
"A2","OnDemand","0","0.0035700000","USD","AWS Region","USE1-Fargate-ARM-GB-Hours"
"A3","OnDemand","0","0.0404900000","USD","AWS Region","USE1-Fargate-vCPU-Hours:perCPU"
"A4","OnDemand","0","0.0414900000","USD","AWS Region","USE1-Fargate-vCPU-Hours:perCPU"
`;

/** AWS's price list on this machine's loopback, as far as it is recorded; gives the network that leads there. */
async function priceList(
  offers: Readonly<Record<string, string>>,
  status = 200,
): Promise<Network & { urls: string[] }> {
  const urls: string[] = [];
  const server = createServer((request, response) => {
    urls.push(request.url ?? "");
    const offer = /\/aws\/(\w+)\/current\//.exec(request.url ?? "")?.[1] ?? "";
    response.writeHead(status).end(offers[offer] ?? HEAD);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const base = `http://127.0.0.1:${address !== null && typeof address === "object" ? address.port : 0}`;
  return { urls, open: (url) => networkWith(5_000).open(url.replace(PRICE_LIST, base)) };
}

const pricesFile = (cwd: string): string => join(cwd, ".fairlead/prices.json");

describe("fairlead prices refresh", () => {
  it("writes what AWS's price list has beside the project, and names what it doesn't have without doubt", async () => {
    const cwd = aProject();
    const network = await priceList({ AmazonECS: ECS });
    const { code, stdout } = await runFairlead(["prices", "refresh", "-v"], { cwd, ports: { network } });

    expect(code).toBe(0);
    expect(network.urls).toContain("/offers/v1.0/aws/AmazonECS/current/us-east-1/index.csv");
    const written = parsePrices(readFileSync(pricesFile(cwd), "utf8"));
    expect(written.map(({ item, usd, asOf, source }) => [item, usd, asOf, source])).toEqual([
      ["linux-arm64 vCPU", 0.03239, "2026-11-18", "AWS Price List, fetched on 2026-11-21"],
      ["linux-arm64 memory", 0.00357, "2026-11-18", "AWS Price List, fetched on 2026-11-21"],
    ]);
    expect(stdout.replaceAll(/\s+/g, " ")).toContain(
      "Fargate: linux-x86 vCPU: 2 rows of AmazonECS have the usage type Fargate-vCPU-Hours:perCPU",
    );
    expect(readdirSync(join(cwd, ".fairlead")).filter((name) => name.startsWith(".prices"))).toEqual([]);
  });

  it("keeps what was fetched for other regions", async () => {
    const cwd = aProject();
    const network = await priceList({ AmazonECS: ECS, AWSSecretsManager: ECS });
    await runFairlead(["prices", "refresh"], { cwd, ports: { network } });
    const ireland = await priceList({ AmazonECS: ECS.replaceAll("USE1-", "EU-") });
    await runFairlead(["prices", "refresh", "--region", "eu-west-1"], { cwd, ports: { network: ireland } });

    const regions = parsePrices(readFileSync(pricesFile(cwd), "utf8")).map(({ region }) => region);
    expect([...new Set(regions)]).toEqual(["us-east-1", "eu-west-1"]);
    expect(ireland.urls.every((url) => url.includes("/eu-west-1/"))).toBe(true);
  });

  it.each([
    ["refuses", { status: 503 }, "NetworkFailed"],
    ["has nothing that is asked for", { status: 200 }, "NoPricesFound"],
  ])("leaves the earlier file as it was where the list %s", async (_, { status }, expected) => {
    const cwd = aProject();
    await runFairlead(["prices", "refresh"], { cwd, ports: { network: await priceList({ AmazonECS: ECS }) } });
    const before = readFileSync(pricesFile(cwd), "utf8");
    const network = await priceList({}, status);
    const { code, stdout } = await runFairlead(["prices", "refresh", "--json"], { cwd, ports: { network } });

    expect(code).toBe(2);
    expect(stdout).toContain(`"code": "${expected}"`);
    expect(readFileSync(pricesFile(cwd), "utf8")).toBe(before);
  });

  it("leaves nothing half-written where the disk is full", async () => {
    const cwd = aProject();
    const network = await priceList({ AmazonECS: ECS });
    const full = Object.assign(new Error("ENOSPC: no space left on device"), { code: "ENOSPC", syscall: "write" });
    const files = {
      ...diskFiles,
      write: (path: string, text: string) => {
        if (!path.includes("prices")) {
          diskFiles.write(path, text);
          return;
        }
        diskFiles.write(path, text.slice(0, 10));
        throw full;
      },
    };
    const { code, stderr } = await runFairlead(["prices", "refresh"], { cwd, ports: { network, files } });

    expect(code).toBe(2);
    expect(stderr).toContain("The disk is full");
    expect(readdirSync(join(cwd, ".fairlead")).filter((name) => name.includes("prices"))).toEqual([]);
  });

  it("asks for nothing of a region whose usage types nobody has told", async () => {
    const { code, stderr } = await runFairlead(["prices", "refresh", "--region", "sa-east-1"], { cwd: aProject() });
    expect(code).toBe(2);
    expect(stderr).toContain("Fairlead knows no prices of sa-east-1.");
  });
});

describe("fairlead prices show", () => {
  it("lists the prices of the environment's region without asking the network", async () => {
    const { code, stdout } = await runFairlead(["prices", "show", "-e", "prod"], { cwd: aProject() });
    expect(code).toBe(0);
    expect(stdout.replaceAll(/ +/g, " ")).toContain("0.03238 vCPU-hour 2025-10-27 high Fargate: linux-arm64 vCPU");
    expect(stdout).toContain("Prices of global, USD");
  });

  it("gives date, source and confidence of each to a program", async () => {
    const { stdout } = await runFairlead(["prices", "show", "--region", "ap-south-1", "--json"], { cwd: aProject() });
    const document: unknown = JSON.parse(stdout);
    expect(document).toMatchObject({ schemaVersion: 1, command: "prices", regions: ["ap-south-1"] });
    expect(stdout).toContain('"source": "AWS\'s pricing-page feed, public copy"');
  });

  it("prefers the fetched ones, and says so of a damaged file", async () => {
    const cwd = aProject();
    await runFairlead(["prices", "refresh"], { cwd, ports: { network: await priceList({ AmazonECS: ECS }) } });
    const { stdout } = await runFairlead(["prices", "show"], { cwd });
    expect(stdout.replaceAll(/ +/g, " ")).toContain("0.03239 vCPU-hour 2026-11-18 high Fargate: linux-arm64 vCPU");

    writeFileSync(pricesFile(cwd), "{}");
    const damaged = await runFairlead(["prices", "show"], { cwd });
    expect(damaged.code).toBe(2);
    expect(damaged.stderr).toContain("is not what `fairlead prices refresh`");
  });
});

describe("an estimate after a refresh", () => {
  it("says how many of its prices were fetched, and when", async () => {
    const estimate = anEstimate();
    const lines = estimate.lines.map((line) => ({
      ...line,
      prices: line.prices.map((price) => ({ ...price, source: "AWS Price List, fetched on 2026-11-20" })),
    }));
    const ports = { estimateCost: () => Promise.resolve({ ...estimate, lines }) };
    const { stdout } = await runFairlead(["cost"], { cwd: aProject(), ports });
    expect(stdout.replaceAll(/\s+/g, " ")).toContain(
      "All are AWS's own of .fairlead/prices.json, fetched on 2026-11-20.",
    );
  });

  it("goes by the fetched prices, also where the description was planned before", async () => {
    const cwd = aProject();
    const ports = { estimateCost: estimateWithFairlead };
    await runFairlead(["plan"], { cwd, app: aResolvedApp(), ports });
    const seen: (string | null)[] = [];
    const watching = {
      estimateCost: (input: Parameters<typeof estimateWithFairlead>[0]) => {
        seen.push(input.fetchedPrices);
        return estimateWithFairlead(input);
      },
    };
    await runFairlead(["cost"], { cwd, ports: watching });
    expect(seen).toEqual([]);
    await runFairlead(["prices", "refresh"], { cwd, ports: { network: await priceList({ AmazonECS: ECS }) } });
    await runFairlead(["cost"], { cwd, ports: watching });
    expect(seen).toEqual([readFileSync(pricesFile(cwd), "utf8")]);
    expect(existsSync(pricesFile(cwd))).toBe(true);
  });
});
