import type { Matrices } from "../ports.js";
import { wrapHanging } from "../terminal/wrap.js";
import { type Page, section } from "./page.js";

type Reach = Matrices["reachability"][number];
type Permission = NonNullable<Matrices["permissions"]>[number];

const portsText = ({ protocol, fromPort, toPort }: Reach): string => {
  if (protocol === "-1") return "every port";
  const ports = fromPort === toPort ? String(fromPort) : `${fromPort}-${toPort}`;
  return protocol === "tcp" ? ports : `${ports}/${protocol}`;
};

/** `0.0.0.0/0` says it to those who know; the others need the word. */
const endText = (end: string): string => (end === "0.0.0.0/0" || end === "::/0" ? `the internet (${end})` : end);

const reachLines = (reaches: readonly Reach[], { style, width }: Page): readonly string[] =>
  [...Map.groupBy(reaches, ({ from }) => from)].flatMap(([from, ways]) => [
    `  ${style("name", endText(from))}`,
    ...ways.flatMap((way) => wrapHanging("    → ", `${endText(way.to)} ${style("quiet", portsText(way))}`, width)),
  ]);

const USES = { task: "its code", execution: "ECS as it starts it", other: "" } as const;

/** Several roles or log groups may stand behind one name: what is allowed on each of them is said once. */
const actionsText = (permissions: readonly Permission[]): string =>
  [
    ...new Set(permissions.map(({ action, isConditional }) => (isConditional ? `${action} (on a condition)` : action))),
  ].join(", ");

function permissionLines(permissions: readonly Permission[], { style, width }: Page): readonly string[] {
  const byRole = Map.groupBy(permissions, ({ holder, use }) =>
    USES[use] === "" ? holder : `${holder} (${USES[use]})`,
  );
  return [...byRole].flatMap(([role, ofRole]) => [
    `  ${style("name", role)}`,
    ...[...Map.groupBy(ofRole, ({ target }) => target)].flatMap(([target, onTarget]) =>
      wrapHanging("    ", `${target}: ${actionsText(onTarget)}`, width),
    ),
  ]);
}

const HOW_TO_INSTALL =
  "What roles may do is decided by a simulator of IAM that is not installed. It is optional because of its licence (AGPL-3.0): npm install --save-dev @cloud-copilot/iam-simulate";

/** Who can reach whom and who may do what. */
export const matrixLines = ({ reachability, permissions }: Matrices, page: Page): readonly string[] => [
  ...section("Who can reach whom", reachLines(reachability, page), page),
  ...section(
    "Who may do what",
    permissions === null ? wrapHanging("  ", HOW_TO_INSTALL, page.width) : permissionLines(permissions, page),
    page,
  ),
];
