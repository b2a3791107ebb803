import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { expectPresent } from "@fairlead/errors";
import type { ClientConfiguration } from "../aws/connection.js";
import { explained } from "../aws/explain-aws-error.js";
import type { Account } from "./account.js";

export function awsAccount(configuration: ClientConfiguration): Account {
  const sts = new STSClient(configuration);
  return {
    identity: async () =>
      explained({ doing: "find out whose credentials these are", subject: null }, async () => {
        const answer = await sts.send(new GetCallerIdentityCommand({}));
        return {
          account: expectPresent(answer.Account, "STS's Account"),
          arn: expectPresent(answer.Arn, "STS's Arn"),
        };
      }),
  };
}
