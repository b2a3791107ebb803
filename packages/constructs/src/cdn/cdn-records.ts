import { expectPresent } from "@fairlead/errors";
import type { ResolvedCdn } from "@fairlead/model";
import type { Distribution } from "aws-cdk-lib/aws-cloudfront";
import { AaaaRecord, ARecord, type IHostedZone, RecordTarget } from "aws-cdk-lib/aws-route53";
import { CloudFrontTarget } from "aws-cdk-lib/aws-route53-targets";
import type { Construct } from "constructs";
import { acceptsIpv6 } from "./distributions.js";

/** The alias records of every host, by host. */
export const cdnRecords = (
  scope: Construct,
  zone: IHostedZone,
  { cdn, distributions }: { readonly cdn: ResolvedCdn; readonly distributions: ReadonlyMap<string, Distribution> },
): ReadonlyMap<string, readonly (ARecord | AaaaRecord)[]> =>
  new Map(
    cdn.distributions.flatMap((resolved) => {
      const { host, name } = resolved;
      if (host === null) return [];
      const distribution = expectPresent(distributions.get(name), `The distribution of ${name}`);
      const target = RecordTarget.fromAlias(new CloudFrontTarget(distribution));
      // A final dot keeps Route 53 from adding the zone's name once more.
      const common = { zone, recordName: `${host}.`, target };
      const records = [
        new ARecord(scope, `Record-${host}`, common),
        ...(acceptsIpv6(resolved, { cdn }) ? [new AaaaRecord(scope, `Record6-${host}`, common)] : []),
      ];
      return [[host, records] as const];
    }),
  );
