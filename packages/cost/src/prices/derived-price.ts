import type { Price, PriceName } from "./price.js";
import type { PriceBook } from "./price-book.js";

/** A price that nobody has read, worked out from one that was. */
export interface DerivedPrice {
  readonly price: Price;
  /** How, for the line that it stands in. */
  readonly because: string;
}

type Derive = (name: PriceName, region: string, book: PriceBook) => DerivedPrice | null;

/**
 * A price that the book lacks, worked out where AWS's prices follow a rule; always of low confidence. `null`: no rule holds, and the
 * price stays unknown.
 */
export function derivePrice(name: PriceName, region: string, book: PriceBook): DerivedPrice | null {
  for (const rule of RULES) {
    const derived = rule(name, region, book);
    if (derived !== null) return derived;
  }
  return null;
}

function times(name: PriceName, base: Price | null, factor: number, because: string): DerivedPrice | null {
  if (base === null) return null;
  // Prices have ten digits at most; what is beyond them comes from arithmetic.
  const usd = Number((base.usd * factor).toFixed(10));
  return { price: { ...base, ...name, usd, confidence: "low", source: `Derived: ${because}` }, because };
}

/** Two machines and two disks. The own SKU differs by up to a tenth of a cent an hour where both are known. */
const multiAz: Derive = (name, region, book) => {
  if (name.service !== "RDS PostgreSQL" || !name.item.endsWith(" Multi-AZ")) return null;
  const base = book.find({ ...name, item: name.item.replace(/Multi-AZ$/, "Single-AZ") }, region);
  return times(name, base, 2, "price worked out as twice that of Single-AZ");
};

/** A fifth less than Redis OSS in all eleven pairs of nodes whose prices are both known. */
const VALKEY_FACTOR = 0.8;

const valkeyNode: Derive = (name, region, book) => {
  if (name.service !== "ElastiCache Valkey") return null;
  const base = book.find({ service: "ElastiCache Redis OSS", item: name.item }, region);
  return times(name, base, VALKEY_FACTOR, "price worked out as 0.8 times that of Redis OSS");
};

/** On ARM Spot is as much cheaper as on demand, to four digits, in both regions where all are known. */
const spotOnArm: Derive = (name, region, book) => {
  const unit = /^spot linux-arm64 (vCPU|memory)$/.exec(name.item)?.[1];
  if (name.service !== "Fargate" || unit === undefined) return null;
  const [spot, arm, x86] = [`spot linux-x86 ${unit}`, `linux-arm64 ${unit}`, `linux-x86 ${unit}`].map((item) =>
    book.find({ service: "Fargate", item }, region),
  );
  if (arm === undefined || arm === null || x86 === undefined || x86 === null) return null;
  return times(
    name,
    spot ?? null,
    arm.usd / x86.usd,
    "price worked out from Spot on x86, ARM as much below as on demand",
  );
};

/** https://aws.amazon.com/savingsplans/compute-pricing/ (2026-11): nothing paid in advance, a fifth off for one year, 45 % for three. */
const SAVINGS = { "1y": 0.8, "3y": 0.55 } as const;

const savingsPlan: Derive = (name, region, book) => {
  const match = /^compute savings plan (1y|3y) no-upfront (x86|arm64) (vCPU|memory)$/.exec(name.item);
  if (name.service !== "Savings Plans" || match === null) return null;
  const factor = match[1] === "1y" ? SAVINGS["1y"] : SAVINGS["3y"];
  const base = book.find({ service: "Fargate", item: `linux-${match[2] ?? ""} ${match[3] ?? ""}` }, region);
  return times(name, base, factor, `price worked out as ${factor} times that on demand`);
};

/** In eu-central-1, where both are known, an ACU costs what a vCPU does. */
const proxyOfServerless: Derive = (name, region, book) => {
  if (name.service !== "RDS Proxy" || name.item !== "serverless target") return null;
  const base = book.find({ ...name, item: "provisioned target" }, region);
  return times(name, base && { ...base, unit: "ACU-hour" }, 1, "an ACU is taken to cost what a vCPU does");
};

/** Small prices that are one in every region where they were read. */
const ALIKE: Readonly<Record<string, readonly string[]>> = {
  ECR: ["storage"],
  "EventBridge Scheduler": ["invocations above 14M free"],
  Lambda: ["requests", "duration x86", "duration arm64"],
  SQS: ["standard requests (1M free)", "FIFO requests"],
  "SSM Parameter Store": ["advanced parameter"],
  "Secrets Manager": ["API calls"],
  "X-Ray": ["traces recorded (100k free)"],
};

const asInVirginia: Derive = (name, _, book) =>
  ALIKE[name.service]?.includes(name.item) === true
    ? times(name, book.find(name, "us-east-1"), 1, "price of us-east-1, not read for this region")
    : null;

/** From each size to the next one up EC2's prices double, in every family and region where several are known. */
const SIZES = ["nano", "micro", "small", "medium", "large", "xlarge", "2xlarge", "4xlarge"] as const;

const otherSize: Derive = (name, region, book) => {
  const [family = "", size] = name.item.split(".");
  const index = SIZES.findIndex((each) => each === size);
  if (name.service !== "EC2 on-demand Linux" || index === -1) return null;
  for (const [other, each] of SIZES.entries()) {
    const base = book.find({ ...name, item: `${family}.${each}` }, region);
    if (base !== null) return times(name, base, 2 ** (index - other), `price worked out from ${family}.${each}`);
  }
  return null;
};

const RULES: readonly Derive[] = [
  multiAz,
  valkeyNode,
  spotOnArm,
  savingsPlan,
  proxyOfServerless,
  otherSize,
  asInVirginia,
];
