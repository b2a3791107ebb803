import { itKeepsReleases, itKeepsSecrets } from "@fairlead/deploy/testing";
import { afterAll, beforeAll, describe } from "vitest";
import { type EmulatedAws, startEmulatedAws } from "../testing/emulated-aws.js";
import { secretsManager } from "./resources/calls.js";

describe("the adapters of deploy to AWS, against an emulator", () => {
  let aws: EmulatedAws;

  beforeAll(async () => {
    aws = await startEmulatedAws();
  }, 300_000);

  afterAll(async () => {
    await aws.stop();
  });

  describe("releases in S3", () => {
    let opened = 0;
    itKeepsReleases(() => {
      opened += 1;
      return Promise.resolve({ store: aws.ports.releaseStore, prefix: `app-${opened}/prod/releases/` });
    });
  });

  describe("secrets in Secrets Manager", () => {
    itKeepsSecrets(() => {
      const make = async (Name: string, SecretString: string | null): Promise<void> => {
        await secretsManager(aws.api, "CreateSecret", { Name, ...(SecretString === null ? {} : { SecretString }) });
      };
      return Promise.resolve({ store: aws.ports.secretStore, make });
    }, "llm-proxy/prod/");
  });
});
