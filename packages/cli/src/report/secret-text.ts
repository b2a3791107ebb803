import type { LeftVariable, ListedSecret, SecretChange, SecretList } from "@fairlead/deploy";
import type { Tone } from "../terminal/style.js";
import { columns } from "../terminal/wrap.js";
import type { Page } from "./page.js";

const MADE: Readonly<Record<ListedSecret["made"], string>> = {
  operator: "yours",
  "generated-token": "generated token",
  "generated-key-256": "generated key",
};

function stateOf({ state, lacks, changedAtMs }: ListedSecret): readonly [Tone, string] {
  switch (state) {
    case "missing":
      return ["warning", "not deployed"];
    case "empty":
      return ["danger", "no value"];
    case "lacks-fields":
      return ["danger", `lacks ${lacks.join(", ")}`];
    case "set":
      return ["good", changedAtMs === null ? "set" : `set ${new Date(changedAtMs).toISOString().slice(0, 10)}`];
  }
}

const usersOf = ({ services, jobs }: Pick<ListedSecret, "services" | "jobs">): string =>
  [...services, ...jobs.map((job) => `job ${job}`)].join(", ") || "nobody";

/** What is there, and who uses it. */
export function secretLines({ secrets, parameters }: SecretList, { style, width }: Page): readonly string[] {
  const secretRows = secrets.map((secret) => {
    const [tone, state] = stateOf(secret);
    return [style("name", secret.name), MADE[secret.made], style(tone, state), `used by ${usersOf(secret)}`];
  });
  const parameterRows = parameters.map((parameter) => [
    style("name", parameter.name),
    "parameter",
    parameter.value,
    `used by ${usersOf(parameter)}`,
  ]);
  const rows = [...secretRows, ...parameterRows];
  return rows.length === 0 ? ["No secrets and no parameters."] : columns(rows, width, "");
}

const WHAT: Readonly<Record<SecretChange["kind"], readonly [Tone, string]>> = {
  first: ["good", "gets its first value"],
  changed: ["warning", "gets another value"],
  unchanged: ["quiet", "stays as it is"],
};

const LEFT: Readonly<Record<LeftVariable["is"], string>> = {
  unknown: "no container is given it",
  parameter: "is a parameter: its value stands in the description",
  literal: "stands in the description",
  generated: "is made by Fairlead; --even-generated sets it",
  made: "follows from what is deployed",
  empty: "has no value in the file",
};

/** Names and what would become of them; never a value. */
export function secretChangeLines(
  changes: readonly SecretChange[],
  left: readonly LeftVariable[],
  { style, width }: Page,
): readonly string[] {
  const rows = changes.map((change) => {
    const [tone, what] = WHAT[change.kind];
    const fields = change.keys.length === 0 ? "" : ` (${change.keys.join(", ")})`;
    const restarts =
      change.kind === "unchanged" || change.services.length === 0
        ? ""
        : `, and ${change.services.join(", ")} start anew`;
    return [style("name", `${change.secret}${fields}`), `${style(tone, what)}${restarts}`];
  });
  const leftRows = left.map(({ variable, is }) => [style("quiet", variable), style("quiet", `left: ${LEFT[is]}`)]);
  return columns([...rows, ...leftRows], width);
}
