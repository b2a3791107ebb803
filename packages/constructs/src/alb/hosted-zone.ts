import type { ResolvedDomain } from "@fairlead/model";
import { CfnParameter } from "aws-cdk-lib";
import { HostedZone, type IHostedZone, PublicHostedZone } from "aws-cdk-lib/aws-route53";
import type { Construct } from "constructs";

/** The template parameter that takes an adopted zone's id. */
const HOSTED_ZONE_PARAMETER = "HostedZoneId";

/** The zone that the records go to; never looked up, so that a template depends on nothing but the description. */
export function hostedZone(scope: Construct, { hostedZone: zone }: ResolvedDomain): IHostedZone {
  switch (zone.kind) {
    case "create":
      return new PublicHostedZone(scope, "HostedZone", { zoneName: zone.name });
    case "adopt":
      return HostedZone.fromHostedZoneAttributes(scope, "HostedZone", {
        zoneName: zone.name,
        hostedZoneId: zone.id ?? zoneIdParameter(scope, zone.name).valueAsString,
      });
  }
}

const zoneIdParameter = (scope: Construct, zoneName: string): CfnParameter =>
  new CfnParameter(scope, HOSTED_ZONE_PARAMETER, {
    type: "AWS::Route53::HostedZone::Id",
    description: `Id of the public hosted zone ${zoneName}, as Route 53 lists it.`,
  });
