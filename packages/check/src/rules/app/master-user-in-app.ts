import { addressOf } from "@fairlead/model";
import type { AppRule } from "../rule.js";

export const masterUserInApp: AppRule = {
  code: "MasterUserInApp",
  severity: "warning",
  title: "The app signs in as the database's master user",
  why: "Whoever takes over a task may then drop every table and make users of their own, and the password never changes.",
  fix: "Leave rotation on: the app then signs in as a role that owns its own schema and nothing more.",
  link: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.MasterAccounts.html",
  check: ({ databases, environment }) =>
    databases
      .filter(({ rotation }) => rotation.kind === "none")
      .map(({ name }) => ({
        address: addressOf("postgres", name),
        message: `Tasks that name database "${name}" sign in as its master user, with a password that doesn't rotate.`,
        severity: environment.tier === "minimal" ? "note" : "warning",
      })),
};
