import { CfnParameter, Stack } from "aws-cdk-lib";
import type { IConstruct } from "constructs";

/**
 * Ids of the list `com.amazonaws.global.cloudfront.origin-facing`, which AWS keeps in each region; the id doesn't change, the
 * addresses in it do. AWS publishes no table: these are read off public repositories, among them AWS's own samples, that agree
 * with each other (2026-11). EC2 refuses an id that is not there, so a wrong one opens nothing.
 */
const PREFIX_LISTS: Readonly<Record<string, string>> = {
  "af-south-1": "pl-c0aa4fa9",
  "ap-east-1": "pl-14b2577d",
  "ap-northeast-1": "pl-58a04531",
  "ap-northeast-2": "pl-22a6434b",
  "ap-northeast-3": "pl-31a14458",
  "ap-south-1": "pl-9aa247f3",
  "ap-southeast-1": "pl-31a34658",
  "ap-southeast-2": "pl-b8a742d1",
  "ca-central-1": "pl-38a64351",
  "eu-central-1": "pl-a3a144ca",
  "eu-north-1": "pl-fab65393",
  "eu-south-1": "pl-1bbc5972",
  "eu-west-1": "pl-4fa04526",
  "eu-west-2": "pl-93a247fa",
  "eu-west-3": "pl-75b1541c",
  "me-south-1": "pl-17b2577e",
  "sa-east-1": "pl-5da64334",
  "us-east-1": "pl-3b927c52",
  "us-east-2": "pl-b6a144df",
  "us-west-1": "pl-4ea04527",
  "us-west-2": "pl-82a045eb",
};

/** Whether an id is that of CloudFront's addresses in a region whose list is known. */
export const isCloudFrontPrefixList = (id: string): boolean => Object.values(PREFIX_LISTS).includes(id);

/** The template parameter that takes the id where it is not known. */
const PREFIX_LIST_PARAMETER = "CloudFrontPrefixList";

/** The addresses that CloudFront asks origins from, in the region of a construct's stack. */
export function cloudFrontPrefixList(scope: IConstruct): string {
  const stack = Stack.of(scope);
  const known = PREFIX_LISTS[stack.region];
  if (known !== undefined) return known;
  const made = stack.node.tryFindChild(PREFIX_LIST_PARAMETER);
  return (made instanceof CfnParameter ? made : prefixListParameter(stack)).valueAsString;
}

const prefixListParameter = (stack: Stack): CfnParameter =>
  new CfnParameter(stack, PREFIX_LIST_PARAMETER, {
    type: "String",
    allowedPattern: "^pl-[0-9a-f]+$",
    description:
      "Id of the prefix list com.amazonaws.global.cloudfront.origin-facing in this region: aws ec2 describe-managed-prefix-lists.",
  });
