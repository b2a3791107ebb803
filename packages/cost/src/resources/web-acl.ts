import { listOf, recordOf, recordsOf, textOf } from "@fairlead/check";
import { fixed } from "../charge/range.js";
import { priced } from "./treatment.js";

/** A web ACL, each of its rules and the requests that it looks at. */
export const webAcl = priced(({ properties }, { usage }) => {
  const rules = listOf(properties["Rules"]).length;
  return [
    { price: { service: "WAF", item: "web ACL" }, what: "web ACL", quantity: fixed(1), assumption: null },
    { price: { service: "WAF", item: "rule" }, what: "rules", quantity: fixed(rules), assumption: null },
    {
      price: { service: "WAF", item: "requests (up to 1500 WCU)" },
      what: "requests",
      quantity: fixed(usage.requestsPerMonth),
      assumption: `${usage.requestsPerMonth.toLocaleString("en")} requests a month`,
    },
    {
      price: { service: "WAF", item: "bot control" },
      what: "bot control",
      quantity: fixed(recordsOf(properties["Rules"]).filter(isBotControl).length),
      assumption: null,
    },
  ];
});

const isBotControl = ({ Statement }: Readonly<Record<string, unknown>>): boolean =>
  textOf(recordOf(recordOf(Statement)["ManagedRuleGroupStatement"])["Name"]) === "AWSManagedRulesBotControlRuleSet";
