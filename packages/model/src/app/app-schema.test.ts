import { miswritten, problemCodes } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import type { AcceptanceOptions, AppOptions } from "../index.js";

const ACCEPTANCE: AcceptanceOptions = {
  finding: "PlainHttp",
  reason: "Only the office reaches it.",
  until: "2027-06-30",
};

const codes = (app: Partial<AppOptions>) => problemCodes({}, { app });

describe("a finding that is lived with", () => {
  it.each([
    [{ finding: "plain-http" }, "accept[0].finding: InvalidFindingCode"],
    [{ reason: "later" }, "accept[0].reason: ReasonTooShort"],
    [{ reason: "              " }, "accept[0].reason: ReasonTooShort"],
    [{ until: "soon" }, "accept[0].until: InvalidDate"],
    [{ until: "2027-02-30" }, "accept[0].until: InvalidDate"],
    [{ until: undefined }, "accept[0].until: MissingOption"],
    [{ on: "proxy" }, "accept[0].on: UnknownAddress"],
    [{ untli: "2027-06-30" }, "accept[0].untli: UnknownOption"],
  ])("is refused with %j", (wrong, expected) => {
    expect(codes({ accept: [miswritten(ACCEPTANCE, wrong)] })).toEqual([expected]);
  });

  it.each(["services.proxy", "ingress", "network", "environments.prod"])("may be about %s", (on) => {
    expect(codes({ accept: [{ ...ACCEPTANCE, on }] })).toEqual([]);
  });
});

describe("tags", () => {
  it.each([
    [{ "aws:team": "x" }, 'tags["aws:team"]: InvalidTag'],
    [{ team: "a|b" }, "tags.team: InvalidTag"],
    [{ team: "x".repeat(257) }, "tags.team: InvalidTag"],
    [{ ["k".repeat(129)]: "x" }, `tags.${"k".repeat(129)}: InvalidTag`],
    [Object.fromEntries(Array.from({ length: 48 }, (_, index) => [`k${index}`, "v"])), "tags: TooManyTags"],
    [{ CostCenter: "R&D" }, "tags.CostCenter: InvalidTag"],
    [{ Environment: "Production" }, "tags.Environment: TagTaken"],
    [{ application: "shop" }, "tags.application: TagTaken"],
    [{ team: "search", Team: "search" }, "tags: TagTaken"],
  ])("are refused: %j", (tags, expected) => {
    expect(codes({ tags })).toEqual([expected]);
  });

  it("may hold what AWS lets them", () => {
    expect(codes({ tags: { "cost-centre": "R+D", Team: "Suche und Empfehlung" } })).toEqual([]);
  });
});
