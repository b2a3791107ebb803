import type { PricedLine } from "../charge/priced-line.js";
import { type Range, scaled, total } from "../charge/range.js";
import { unitSize } from "../charge/unit-size.js";
import type { PriceName } from "../prices/price.js";

interface Allowance extends PriceName {
  /** A month, in single ones. */
  readonly amount: number;
  readonly says: string;
}

/** What AWS never charges an account for: https://aws.amazon.com/free/ and the services' own pages of prices (2026-11). */
const ALLOWANCES: readonly Allowance[] = [
  { service: "CloudWatch", item: "logs ingestion standard", amount: 5, says: "5 GB of logs" },
  { service: "CloudWatch", item: "custom metric first 10k", amount: 10, says: "10 metrics" },
  { service: "CloudWatch", item: "alarm standard", amount: 10, says: "10 alarms" },
  { service: "CloudWatch", item: "dashboard above 3 free", amount: 3, says: "3 dashboards" },
  { service: "X-Ray", item: "traces recorded (100k free)", amount: 100_000, says: "100,000 traces" },
  { service: "SQS", item: "standard requests (1M free)", amount: 1_000_000, says: "a million requests" },
  { service: "SNS", item: "publish requests (1M free)", amount: 1_000_000, says: "a million messages" },
  { service: "SNS", item: "email deliveries (1k free)", amount: 1_000, says: "1,000 mails" },
  { service: "EventBridge Scheduler", item: "invocations above 14M free", amount: 14_000_000, says: "14 million runs" },
  { service: "KMS", item: "symmetric requests (20k free)", amount: 20_000, says: "20,000 requests" },
  { service: "Cognito", item: "Essentials MAU above 10k free", amount: 10_000, says: "10,000 people" },
  { service: "Cognito", item: "Lite MAU first 50k after free", amount: 10_000, says: "10,000 people" },
  { service: "Lambda", item: "requests", amount: 1_000_000, says: "a million runs" },
  { service: "Lambda", item: "duration arm64", amount: 400_000, says: "400,000 GB seconds" },
  { service: "Data transfer", item: "internet out first 10 TB", amount: 100, says: "100 GB to the internet" },
  { service: "CloudFront", item: "data out first 10 TB (US, Europe)", amount: 1_024, says: "1 TB" },
  { service: "CloudFront", item: "HTTPS requests (US)", amount: 10_000_000, says: "10 million requests" },
  { service: "CloudFront", item: "functions", amount: 2_000_000, says: "two million runs" },
];

/** Takes off a bill what is free for ever in an account; a line with a negative sum for each allowance that is used. */
export const alwaysFree = (lines: readonly PricedLine[]): readonly PricedLine[] =>
  ALLOWANCES.flatMap((allowance) => creditOf(allowance, lines));

function creditOf({ service, item, amount, says }: Allowance, lines: readonly PricedLine[]): readonly PricedLine[] {
  const charged = lines.filter(({ prices }) => prices[0]?.service === service && prices[0].item === item);
  const price = charged[0]?.prices[0];
  if (price === undefined) return [];
  const used = upTo(amount, total(charged.map(({ quantity }) => quantity)));
  return [
    {
      service,
      what: `always free, ${says} a month`,
      quantity: used,
      unit: price.unit,
      usd: scaled(used, -price.usd / unitSize(price.unit)),
      prices: [price],
      assumption: "no other app of the account uses up what is free",
    },
  ];
}

const upTo = (most: number, { min, expected, max }: Range): Range => ({
  min: Math.min(most, min),
  expected: Math.min(most, expected),
  max: Math.min(most, max),
});
