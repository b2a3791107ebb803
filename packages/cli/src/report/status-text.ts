import type { EnvironmentStatus, RolloutSnapshot, ServiceStatus, StackStatus } from "@fairlead/deploy";
import { problemLines } from "../command/print-problems.js";
import { elapsed } from "../events/elapsed.js";
import { snapshotPhrases, statusWords } from "../events/snapshot-phrases.js";
import type { Style, Tone } from "../terminal/style.js";
import { columns, wrapHanging } from "../terminal/wrap.js";

interface Page {
  readonly style: Style;
  readonly width: number;
}

const STATES = {
  absent: ["not deployed", "quiet"],
  healthy: ["healthy", "good"],
  moving: ["a change is under way", "warning"],
  unhealthy: ["not healthy", "danger"],
} as const satisfies Readonly<Record<EnvironmentStatus["state"], readonly [string, Tone]>>;

/** Enough of a digest to tell two apart by eye. */
const DIGEST_CHARACTERS = "sha256:".length + 12;

/** An environment on one screen: what serves, what rings, what is wrong, and how it came to be. */
export function statusLines(status: EnvironmentStatus, nowMs: number, page: Page): readonly string[] {
  const { style, width } = page;
  const [words, tone] = STATES[status.state];
  const title = `${status.app} · ${status.environment} · ${status.region}`;
  return [
    `${style("heading", title)}  ${style(tone, words)}`,
    ...status.urls.map((url) => `  ${style("link", url)}`),
    ...part(
      "Services",
      columns(
        status.services.map((service) => serviceRow(service, nowMs, page)),
        width,
      ),
      page,
    ),
    ...part(
      "Alarms that ring",
      columns(
        status.alarms.map(({ name, reason }) => [style("danger", name), reason]),
        width,
      ),
      page,
    ),
    ...part("Stacks", stackLines(status.stacks, page), page),
    ...part("Last release", releaseLines(status, page), page),
    ...part("What is wrong", problemLines(status.problems, style, width), page),
  ];
}

const part = (title: string, lines: readonly string[], { style }: Page): readonly string[] =>
  lines.length === 0 ? [] : ["", style("heading", title), ...lines];

function serviceRow(service: ServiceStatus, nowMs: number, { style }: Page): readonly string[] {
  const { name, rollout, serving, scaling, pausedAt } = service;
  if (rollout === null) return [style("name", name), style("quiet", "not there")];
  const says = [
    ...underWayPhrases(rollout),
    ...snapshotPhrases(rollout, null),
    ...(scaling === null ? [] : [`scales ${scaling.minTasks} to ${scaling.maxTasks}`]),
    ...(scaling?.suspended === true ? ["scaling is suspended"] : []),
    ...servingPhrases(serving, nowMs),
    ...(pausedAt === null ? [] : [`waits for a person: fairlead approve ${name}`]),
  ];
  return [style("name", name), says.join(", ")];
}

const underWayPhrases = ({ revision, status, stage }: RolloutSnapshot): readonly string[] =>
  revision === null ? [] : [[status, stage].flatMap((word) => (word === null ? [] : statusWords(word))).join(" · ")];

function servingPhrases(serving: ServiceStatus["serving"], nowMs: number): readonly string[] {
  if (serving === null) return [];
  const [digest] = Object.values(serving.digests).filter((known) => known !== null);
  const since = `since ${elapsed(nowMs - serving.sinceMs)}`;
  return digest === undefined ? [since] : [digest.slice(0, DIGEST_CHARACTERS), since];
}

/** Those that are as they should be are counted, the others named. */
function stackLines(stacks: readonly StackStatus[], { style, width }: Page): readonly string[] {
  const there = stacks.filter(({ status }) => status !== null);
  const isWell = ({ status }: StackStatus): boolean => status === "CREATE_COMPLETE" || status === "UPDATE_COMPLETE";
  const others = stacks.filter((stack) => !isWell(stack));
  if (there.length === 0) return [];
  return [
    `  ${there.filter(isWell).length} of ${stacks.length} as their templates say`,
    ...columns(
      others.map(({ name, status, reason }) => [
        style("name", name),
        status === null ? "not there" : [statusWords(status), reason].filter((word) => word !== null).join(": "),
      ]),
      width,
    ),
  ];
}

function releaseLines({ lastRelease }: EnvironmentStatus, { width }: Page): readonly string[] {
  if (lastRelease === null) return [];
  const { number, action, outcome, startedAt, by } = lastRelease;
  return wrapHanging("  ", `${number} (${action}), ${outcome ?? "under way"}, begun ${startedAt} by ${by}`, width);
}
