import { describeRoots } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { image, ingress, type IngressOptions, resolveApp, service } from "../index.js";

const wafFor = (waf: IngressOptions["waf"]) => {
  const proxy = service("proxy", { image: image("proxy", { context: "." }), port: 8080 });
  const definition = describeRoots({ ingress: ingress({ routes: { "/*": proxy }, waf }) });
  return resolveApp(definition, "test", { baseFolder: import.meta.dirname }).ingress?.waf;
};

const countedBy = (group: string, waf: IngressOptions["waf"]) =>
  wafFor(waf)?.managedRuleGroups.find(({ name }) => name === group)?.countOnly;

describe("the firewall", () => {
  it("only counts what looks into bodies, because a prompt may hold code, paths and exploits", () => {
    const counted = wafFor(true)?.managedRuleGroups.flatMap(({ countOnly }) => countOnly) ?? [];
    expect(counted).toEqual(
      expect.arrayContaining([
        "GenericLFI_BODY",
        "Log4JRCE_BODY",
        "JavaDeserializationRCE_BODY",
        "SizeRestrictions_BODY",
      ]),
    );
    expect(counted.every((rule) => rule.endsWith("_BODY"))).toBe(true);
  });

  it("counts beside those what the description says", () => {
    const common = countedBy("AWSManagedRulesCommonRuleSet", { countOnly: ["NoUserAgent_HEADER", "GenericLFI_BODY"] });
    expect(common).toContain("NoUserAgent_HEADER");
    expect(common?.filter((rule) => rule === "GenericLFI_BODY")).toHaveLength(1);
  });
});
