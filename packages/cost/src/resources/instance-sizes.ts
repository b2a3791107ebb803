/**
 * vCPU of the sizes that databases come in: burstable ones have two up to `large`, others two at `large`.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Summary.html (2026-11)
 */
export function databaseVcpu(instanceClass: string): number {
  const size = instanceClass.split(".").at(-1) ?? "";
  const times = /^(\d*)xlarge$/.exec(size);
  if (times === null) return 2;
  return 4 * Number(times[1] === "" ? 1 : times[1]);
}
