import { describe, expect, it } from "vitest";
import { parseCredentials, writeCredentials } from "./credentials.js";
import { NODE_CHANCE } from "./node-chance.js";
import { scramVerifier } from "./scram-verifier.js";

describe("credentials", () => {
  it("come back from a secret's text as they were written", () => {
    const credentials = { username: "app_a", password: "secret", others: { host: "db.internal", port: 5432 } };
    expect(parseCredentials(writeCredentials(credentials))).toEqual(credentials);
  });

  it.each(["hunter2", '"hunter2"', '{"password":"hunter2"}', '{"username":"hunter2","password":1}'])(
    "that can't be read are refused without a word of what they hold",
    (text) => {
      expect(() => parseCredentials(text)).toThrow(/^(?!.*hunter2).*credentials secret/);
    },
  );
});

describe("a new password", () => {
  it("has 32 letters and digits, which need no escaping in a URL", () => {
    expect(NODE_CHANCE.password()).toMatch(/^[A-Za-z0-9]{32}$/);
    expect(NODE_CHANCE.password()).not.toBe(NODE_CHANCE.password());
  });

  it("reaches the server as the verifier that RFC 7677's example has", () => {
    // User "user", password "pencil", the salt and the 4096 rounds of RFC 7677, section 3; the keys follow from them.
    const verifier = scramVerifier("pencil", Buffer.from("W22ZaJ0SNY7soEsUEjb6gQ==", "base64"));
    expect(verifier).toBe(
      "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=",
    );
  });
});
