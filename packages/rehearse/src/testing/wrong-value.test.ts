import { describe, expect, it } from "vitest";
import { wrongValue } from "./wrong-value.js";

describe("a wrong value", () => {
  it.each([
    ["subnet-0a1b2c3f", "subnet-0a1b3d4a"],
    ["arn:aws:iam::111122223333:role/tried-role9", "arn:aws:iam::111122223333:role/tried-rpmf0"],
    ["arn:aws:logs:eu-west-1:111122223333:log-group:tried:*", "arn:aws:logs:eu-west-1:111122223333:log-group:tsjfe:*"],
    ["tried-1234.eu-west-1.elb.amazonaws.com", "tried-2345.eu-west-1.elb.amazonaws.com"],
    ["service/c/s|ecs:service:DesiredCount|ecs", "service/c/t|ecs:service:DesiredCount|ecs"],
    ["1", "2"],
  ])("for %s is %s", (right, wrong) => {
    expect(wrongValue(right)).toBe(wrong);
  });
});
