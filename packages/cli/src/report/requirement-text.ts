import type { Requirement } from "../plan/requirements.js";
import { wrapHanging } from "../terminal/wrap.js";
import { type Page, section } from "./page.js";
import { listed } from "./phrases.js";

const linesOf = ({ todo, parameters }: Requirement, { style, width }: Page): readonly string[] => [
  ...wrapHanging("  □ ", todo, width),
  ...parameters.flatMap(({ name, stacks }) =>
    wrapHanging(`    → ${style("name", name)} `, style("quiet", `of ${listed(stacks)}`), width),
  ),
];

/** What only a person can provide, before the first deployment and after it. */
export function requirementLines(requirements: readonly Requirement[], page: Page): readonly string[] {
  const at = (when: Requirement["when"]): readonly string[] =>
    requirements
      .filter((requirement) => requirement.when === when)
      .flatMap((requirement) => linesOf(requirement, page));
  return [
    ...section("Before it can serve, you provide", at("before-deployment"), page),
    ...section("After the first deployment", at("after-first-deployment"), page),
  ];
}
