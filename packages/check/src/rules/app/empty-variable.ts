import { eachContainerOf } from "@fairlead/model";
import type { AppRule } from "../rule.js";

export const emptyVariable: AppRule = {
  code: "EmptyVariable",
  severity: "note",
  title: "A variable is set to nothing",
  why: "Some apps take an empty value for a value and some for none: what was meant to choose a default may turn something off.",
  fix: "Leave the variable away where its default is meant, or set the word that the app has for it.",
  link: "https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/V1_chap08.html",
  check: (app) =>
    eachContainerOf(app).flatMap(({ address, path, environment }) =>
      environment
        .filter(({ value }) => value.kind === "literal" && value.value === "")
        .map(({ name }) => ({
          address,
          message: `${name} of ${path} is set to nothing, which isn't the same as leaving it away.`,
        })),
    ),
};
