import type { Check } from "../app/check.js";
import { containersOf, eachContainerOf } from "./containers-of.js";

/** What JavaScript makes of an object that is put into a text. */
const OBJECT_IN_TEXT = "[object Object]";

const FIX =
  "Give the reference as the variable's whole value, e.g. DATABASE_URL: database.url, and let the app put the text together. What is made of parts has outputs for them, such as database.host and database.port.";

/** A reference is known when AWS has made what it speaks of; a text that it was put into would never hold it. */
export const checkReferencesInText: Check = (app) => [
  ...eachContainerOf(app).flatMap(({ path, environment }) =>
    environment.flatMap(({ name, value }) =>
      value.kind === "literal" && value.value.includes(OBJECT_IN_TEXT)
        ? [
            {
              path: `${path}.env.${name}`,
              code: "ReferenceInText",
              message: `${name} is a text with a reference in it, which JavaScript turns into "${OBJECT_IN_TEXT}".`,
              fix: FIX,
            },
          ]
        : [],
    ),
  ),
  ...containersOf(app).flatMap(({ address, command }) =>
    command?.some((argument) => argument.includes(OBJECT_IN_TEXT)) === true
      ? [
          {
            path: `${address}.command`,
            code: "ReferenceInText",
            message: `The command has a reference in it, which JavaScript turns into "${OBJECT_IN_TEXT}".`,
            fix: "Give the reference to a variable in env, and let the command read that.",
          },
        ]
      : [],
  ),
];
