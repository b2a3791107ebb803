import { addressOf } from "@fairlead/model";
import type { AppRule } from "../rule.js";

export const fewSignUpMails: AppRule = {
  code: "FewSignUpMails",
  severity: "warning",
  title: "A user pool that everyone may sign up to sends 50 mails a day",
  why: "Cognito's own sender stops after 50 mails a day: the fifty-first visitor gets no code, and nobody can reset a password until tomorrow.",
  fix: "Verify a domain in SES and state an address of it as emailFrom.",
  link: "https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-email.html",
  check: ({ userPools }) =>
    userPools
      .filter(({ source }) => source.kind === "create" && source.selfSignUp && source.emailFrom === null)
      .map(({ name }) => ({
        address: addressOf("userPool", name),
        message: `Everyone may sign up to ${name}, which sends 50 mails a day and no more.`,
      })),
};
