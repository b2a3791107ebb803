import { UserError } from "@fairlead/errors";
import { wasServed } from "../ledger/release-ledger.js";
import type { ReleaseRecord } from "../ledger/release-record.js";

/**
 * The release to go back to. Named: that one. Not named: after a release that ended well, the good one before it; after one that didn't and
 * may have left anything behind, the last good one.
 *
 * @param records The youngest first.
 * @throws UserError when there is none, or when ECS has gone back already and it isn't clear what is meant.
 */
export function chooseRelease(records: readonly ReleaseRecord[], number: number | null): ReleaseRecord {
  if (number !== null) return namedRelease(records, number);
  const [last] = records;
  const good = records.find(isGood);
  if (last === undefined || good === undefined) throw nothingBefore();
  if (last.end?.outcome === "rolled-back" && last.action.kind !== "rollback") throw wentBackAlready(last, good);
  if (!isGood(last)) return good;
  const earlier = records.find(
    (record) => isGood(record) && record.number < contentOf(good) && !isSameContent(record, good),
  );
  if (earlier === undefined) throw nothingBefore();
  return earlier;
}

function namedRelease(records: readonly ReleaseRecord[], number: number): ReleaseRecord {
  const named = records.find((record) => record.number === number);
  if (named !== undefined && isGood(named)) return named;
  const good = records.filter(isGood).map((record) => record.number);
  throw UserError.of("ReleaseNotGood", {
    message:
      named === undefined
        ? `There is no release ${number}.`
        : `Release ${number} ended as "${named.end?.outcome ?? "under way"}": there is nothing known to be good to go back to.`,
    fix:
      good.length === 0
        ? "Deploy the description that is wanted."
        : `Name one that ended well: ${good.slice(0, 10).join(", ")}.`,
  });
}

/** Of a rollback, the release that it brought back. */
const contentOf = ({ action, number }: ReleaseRecord): number => (action.kind === "rollback" ? action.to : number);

const isSameContent = (one: ReleaseRecord, other: ReleaseRecord): boolean => servicesText(one) === servicesText(other);

const servicesText = ({ facts }: ReleaseRecord): string =>
  JSON.stringify(facts.services.map(({ name, taskDefinition }) => `${name} ${taskDefinition}`).toSorted());

/** It ended well, and it is known what it consists of. */
const isGood = (record: ReleaseRecord): boolean => wasServed(record) && record.facts.services.length > 0;

const nothingBefore = (): UserError =>
  UserError.of("NoEarlierRelease", {
    message: "There is no earlier release that ended well.",
    fix: "Deploy the description that is wanted: check out the commit, and run fairlead deploy.",
  });

const wentBackAlready = (last: ReleaseRecord, good: ReleaseRecord): UserError =>
  UserError.of("WentBackAlready", {
    message: `Release ${last.number} failed and was taken back by itself: what serves is release ${contentOf(good)}.`,
    fix: "Name the release to go back to further: fairlead rollback <release>; fairlead releases lists them.",
  });
