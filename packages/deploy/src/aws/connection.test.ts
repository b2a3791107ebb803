import { describe, expect, it } from "vitest";
import { clientConfiguration } from "./client-configuration.js";
import { connectionOf } from "./connection.js";

describe("a connection", () => {
  it("is of the environment's region, whatever the variables say", () => {
    expect(connectionOf("eu-west-1", {}, { AWS_REGION: "us-east-1" }).region).toBe("eu-west-1");
  });

  it("takes profile and endpoint from flags before variables", () => {
    const variables = { AWS_PROFILE: "home", AWS_ENDPOINT_URL: "http://localhost:5000" };
    expect(connectionOf("eu-west-1", {}, variables)).toMatchObject({
      profile: "home",
      endpoint: "http://localhost:5000",
    });
    expect(connectionOf("eu-west-1", { profile: "work", endpoint: "http://localhost:1" }, variables)).toMatchObject({
      profile: "work",
      endpoint: "http://localhost:1",
    });
  });

  it("counts an empty variable as none", () => {
    expect(connectionOf("eu-west-1", {}, { AWS_PROFILE: "", AWS_ENDPOINT_URL: "" })).toEqual({
      region: "eu-west-1",
      profile: null,
      endpoint: null,
    });
  });
});

describe("the configuration of clients", () => {
  it("names buckets in the path for an emulator alone", () => {
    const real = { region: "eu-west-1", profile: null, endpoint: null };
    expect(clientConfiguration(real)).toMatchObject({ forcePathStyle: false });
    expect(clientConfiguration(real)).not.toHaveProperty("endpoint");
    expect(clientConfiguration({ ...real, endpoint: "http://localhost:5000" })).toMatchObject({
      forcePathStyle: true,
      endpoint: "http://localhost:5000",
    });
  });
});
