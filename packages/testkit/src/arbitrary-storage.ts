import {
  type Address,
  addressOf,
  type Bucket,
  bucket,
  type BucketAccess,
  type EnvValue,
  type Model,
  model,
  type Queue,
  queue,
  type QueueAccess,
  type Volume,
  volume,
  type VolumeMounts,
} from "@fairlead/model";
import fc from "fast-check";

/** What a variable names of where an app keeps things, by the number of the part. */
export type StorageVariablePlan =
  | { readonly kind: "bucket"; readonly index: number; readonly access: BucketAccess }
  | { readonly kind: "queue"; readonly index: number; readonly access: QueueAccess }
  | { readonly kind: "model"; readonly index: number };

/** How many parts of each kind there are. */
export interface StoragePlan {
  readonly buckets: number;
  readonly queues: number;
  readonly volumes: number;
  readonly models: number;
}

/** A volume of a container, by the number of the part. */
export interface MountPlan {
  readonly index: number;
  readonly access: "read" | "write";
}

export const storageVariablePlan: fc.Arbitrary<StorageVariablePlan> = fc.oneof(
  fc.record({
    kind: fc.constant("bucket" as const),
    index: fc.nat(3),
    access: fc.constantFrom<BucketAccess[]>("read", "write", "read-write"),
  }),
  fc.record({
    kind: fc.constant("queue" as const),
    index: fc.nat(3),
    access: fc.constantFrom<QueueAccess[]>("send", "receive"),
  }),
  fc.record({ kind: fc.constant("model" as const), index: fc.nat(3) }),
);

export const storagePlan: fc.Arbitrary<StoragePlan> = fc.record({
  buckets: fc.nat(2),
  queues: fc.nat(2),
  volumes: fc.nat(2),
  models: fc.nat(2),
});

export const mountPlans: fc.Arbitrary<readonly MountPlan[]> = fc.array(
  fc.record({ index: fc.nat(3), access: fc.constantFrom("read" as const, "write" as const) }),
  { maxLength: 2 },
);

/** The parts of a plan. */
export interface StorageParts {
  readonly buckets: readonly Bucket[];
  readonly queues: readonly Queue[];
  readonly volumes: readonly Volume[];
  readonly models: readonly Model[];
}

const numbered = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

const wrapped = <Item>(items: readonly Item[], index: number): Item | undefined =>
  items[index % Math.max(1, items.length)];

export const makeStorage = (plan: StoragePlan): StorageParts => ({
  buckets: numbered(plan.buckets).map((index) => bucket(`bucket-${index}`)),
  queues: numbered(plan.queues).map((index) => queue(`queue-${index}`, { fifo: index % 2 === 1 })),
  volumes: numbered(plan.volumes).map((index) => volume(`volume-${index}`)),
  models: numbered(plan.models).map((index) =>
    model(`model-${index}`, { id: `maker.model-${index}-v1:0`, ...(index % 2 === 1 ? { profile: "us" } : {}) }),
  ),
});

/** A reference to where an app keeps things, but for who wrote it. */
interface StorageReference {
  readonly kind: "bucket" | "queue" | "model";
  readonly to: Address;
  readonly output: BucketAccess | QueueAccess | null;
}

interface NamedStorage {
  readonly value: EnvValue;
  readonly reference: StorageReference;
}

/** What a plan names; `null` when the app has no part of that kind. */
export function nameStorage(plan: StorageVariablePlan, parts: StorageParts): NamedStorage | null {
  switch (plan.kind) {
    case "bucket":
      return nameBucket(wrapped(parts.buckets, plan.index), plan.access);
    case "queue":
      return nameQueue(wrapped(parts.queues, plan.index), plan.access);
    case "model":
      return nameModel(wrapped(parts.models, plan.index));
  }
}

function nameBucket(part: Bucket | undefined, output: BucketAccess): NamedStorage | null {
  if (part === undefined) return null;
  const values = { read: part.nameForReading, write: part.nameForWriting, "read-write": part.nameForReadingAndWriting };
  return { value: values[output], reference: { kind: "bucket", to: addressOf("bucket", part.name), output } };
}

function nameQueue(part: Queue | undefined, output: QueueAccess): NamedStorage | null {
  if (part === undefined) return null;
  const value = output === "send" ? part.urlForSending : part.urlForReceiving;
  return { value, reference: { kind: "queue", to: addressOf("queue", part.name), output } };
}

function nameModel(part: Model | undefined): NamedStorage | null {
  if (part === undefined) return null;
  return { value: part.id, reference: { kind: "model", to: addressOf("model", part.name), output: null } };
}

/** A volume as a container has it. */
interface NamedMount {
  readonly by: string;
  readonly to: Address;
  readonly output: "read" | "write";
}

/** The volumes of a container and the references that they are. */
export function mountVolumes(
  plans: readonly MountPlan[],
  { volumes }: StorageParts,
): { readonly volumes: VolumeMounts; readonly references: readonly NamedMount[] } {
  const mounts = plans.flatMap(({ index, access }, number) => {
    const part = wrapped(volumes, index);
    return part === undefined ? [] : [{ path: `/mnt/${number}`, part, access }];
  });
  return {
    volumes: Object.fromEntries(
      mounts.map(({ path, part, access }) => [path, access === "write" ? part : { volume: part, readonly: true }]),
    ),
    references: mounts.map(({ path, part, access }) => ({
      by: path,
      to: addressOf("volume", part.name),
      output: access,
    })),
  };
}
