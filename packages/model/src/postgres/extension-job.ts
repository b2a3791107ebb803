import { addressOf, type Address } from "../address.js";
import type { Described, DescribedApp } from "../app/described-app.js";
import { image } from "../image/image.js";
import { extensionStatements } from "./extension-statements.js";
import { postgres } from "./postgres.js";

/**
 * PostgreSQL's own client, which speaks to older and newer servers alike, from Amazon's mirror of Docker's official images. That the
 * tag is there is assumed.
 */
const CLIENT_IMAGE = "public.ecr.aws/docker/library/postgres:17.7-alpine";

/** The job that makes a database's extensions. */
const extensionJobName = (database: string): string => `${database}-extensions`;

/** As much of a description as tells which databases are prepared by a job. */
type PreparingApp = Pick<DescribedApp, "databases" | "environment">;

/**
 * The databases whose extensions a job makes: those whose app signs in as the master user. Where credentials rotate, the function
 * that makes the roles makes the extensions too; without, a function in the VPC may have no way to the password, and a task has.
 */
const preparedDatabases = ({ databases, environment }: PreparingApp): readonly Described<"postgres">[] =>
  databases.filter(
    ({ options }) =>
      (options.extensions ?? []).length > 0 && (options.rotation ?? environment.values.rotation) === "none",
  );

/** The database that a job prepares; `null`: it is one of the app's own. */
export const preparedBy = (description: PreparingApp, job: string): string | null =>
  preparedDatabases(description).find(({ name }) => extensionJobName(name) === job)?.name ?? null;

/** Adds the jobs that make extensions to a description. */
export function withExtensionJobs(description: DescribedApp): DescribedApp {
  const prepared = preparedDatabases(description);
  return {
    ...description,
    jobs: sorted([...description.jobs, ...prepared.map(jobOf)]),
    images: sorted([...description.images, ...prepared.map(imageOf)]),
  };
}

/** The addresses of the jobs and their images, and the database that each is of. */
export const extensionJobAddresses = (description: DescribedApp): [Address, Address][] =>
  preparedDatabases(description).flatMap(({ name, address }) =>
    (["job", "image"] as const).map((kind): [Address, Address] => [addressOf(kind, extensionJobName(name)), address]),
  );

function jobOf({ name, options }: Described<"postgres">): Described<"job"> {
  const jobName = extensionJobName(name);
  const statements = extensionStatements(options.extensions ?? []);
  return {
    kind: "job",
    name: jobName,
    address: addressOf("job", jobName),
    options: {
      image: image(jobName),
      command: ["psql", "--no-psqlrc", "--set=ON_ERROR_STOP=1", ...statements.map((text) => `--command=${text}`)],
      // RDS's authorities are not in the image: the way stays in the VPC, and TLS is required.
      env: { ...postgres(name, options).env, PGSSLMODE: "require" },
      cpu: 256,
      memory: 512,
    },
    broken: new Set(),
  };
}

const imageOf = ({ name }: Described<"postgres">): Described<"image"> => ({
  kind: "image",
  name: extensionJobName(name),
  address: addressOf("image", extensionJobName(name)),
  options: { uri: CLIENT_IMAGE },
  broken: new Set(),
});

const sorted = <Part extends { readonly name: string }>(parts: readonly Part[]): Part[] =>
  parts.toSorted((left, right) => (left.name < right.name ? -1 : 1));
