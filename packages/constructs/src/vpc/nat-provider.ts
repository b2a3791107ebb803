import type { NatChoice } from "@fairlead/model";
import {
  type CfnInstance,
  InstanceType,
  type NatInstanceProviderV2,
  NatProvider,
  NatTrafficDirection,
} from "aws-cdk-lib/aws-ec2";

/** How the private subnets reach the internet, as CDK takes it. */
export type NatParts =
  | { readonly kind: "none" }
  /** In a VPC that isn't made here. */
  | { readonly kind: "existing" }
  | { readonly kind: "gateway"; readonly provider: NatProvider; readonly count: number }
  | { readonly kind: "instance"; readonly provider: NatInstanceProviderV2; readonly count: number };

export function natParts(nat: NatChoice): NatParts {
  switch (nat.kind) {
    case "none":
      return { kind: "none" };
    case "existing":
      return { kind: "existing" };
    case "gateway":
      return { kind: "gateway", provider: NatProvider.gateway(), count: nat.count };
    case "instance":
      return {
        kind: "instance",
        count: 1,
        // The image is the newest Amazon Linux 2023, read from AWS's public SSM parameter as the stack is deployed: a deployment of the
        // network after a new one is out exchanges the instance, and cuts what is open through it.
        provider: NatProvider.instanceV2({
          instanceType: new InstanceType(nat.instanceType),
          associatePublicIpAddress: true,
          // Its rules stand with all others in security-group-rules.ts.
          defaultAllowedTraffic: NatTrafficDirection.NONE,
        }),
      };
  }
}

/** Session tokens for instance metadata, and an encrypted disk: what the provider leaves at EC2's defaults. */
export function hardenNatInstances(provider: NatInstanceProviderV2): void {
  for (const { instance } of provider.gatewayInstances) hardenInstance(instance);
}

function hardenInstance(instance: CfnInstance): void {
  instance.metadataOptions = { httpTokens: "required" };
  instance.blockDeviceMappings = [
    // 8 GiB is the size of Amazon Linux's own root volume.
    { deviceName: "/dev/xvda", ebs: { encrypted: true, volumeType: "gp3", volumeSize: 8 } },
  ];
}
