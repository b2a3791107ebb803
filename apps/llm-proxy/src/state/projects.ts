import { type Kysely, sql } from "kysely";
import { parsePolicy } from "../access/grant-schema.js";
import type { GrantPolicy } from "../access/grant.js";
import type { Page } from "./page.js";
import type { Project, ProjectChange } from "./project.js";
import type { Schema } from "./schema.js";

/** Projects are never deleted: usage and audit go on naming them. */
export class Projects {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  async list(page: Page): Promise<Project[]> {
    const rows = await selectProjects(this.#db)
      .$if(page.after !== null, (query) => query.where("projects.id", ">", page.after ?? ""))
      .orderBy("projects.id")
      .limit(page.limit)
      .execute();
    return rows.map(toProject);
  }

  async find(id: string): Promise<Project | null> {
    const row = await selectProjects(this.#db).where("projects.id", "=", id).executeTakeFirst();
    return row === undefined ? null : toProject(row);
  }

  /** @returns "name-taken": another project bears the name. */
  async create(project: { id: string; name: string; policy: GrantPolicy }, at: Date): Promise<Project | "name-taken"> {
    const row = await this.#db
      .insertInto("projects")
      .values({
        id: project.id,
        name: project.name,
        is_active: true,
        policy: JSON.stringify(project.policy),
        created_at: at,
        updated_at: at,
        deactivated_at: null,
      })
      .onConflict((conflict) => conflict.column("name").doNothing())
      .returningAll()
      .executeTakeFirst();
    return row === undefined ? "name-taken" : toProject({ ...row, providers: null });
  }

  /** @returns `null`: no such project. */
  async update(id: string, change: ProjectChange, at: Date): Promise<Project | "name-taken" | null> {
    const name = change.name ?? null;
    const row = await this.#db
      .updateTable("projects")
      .set((eb) => ({
        updated_at: at,
        ...(name !== null && { name }),
        ...(change.policy !== undefined && { policy: JSON.stringify(change.policy) }),
        ...(change.isActive === true && { is_active: true, deactivated_at: null }),
        ...(change.isActive === false && {
          is_active: false,
          deactivated_at: eb.fn.coalesce("deactivated_at", sql<Date>`${at}::timestamptz`),
        }),
      }))
      .where("id", "=", id)
      .returning("id")
      .executeTakeFirst()
      .catch((error: unknown) => {
        if (isNameTaken(error)) return "name-taken" as const;
        throw error;
      });
    if (row === "name-taken") return row;
    return row === undefined ? null : this.find(id);
  }
}

const selectProjects = (db: Kysely<Schema>) =>
  db
    .selectFrom("projects")
    .selectAll("projects")
    .select((eb) =>
      eb
        .selectFrom("provider_keys")
        .select(sql<string[] | null>`array_agg(provider order by provider)`.as("providers"))
        .whereRef("provider_keys.project_id", "=", "projects.id")
        .as("providers"),
    );

interface ProjectRow {
  readonly id: string;
  readonly name: string;
  readonly is_active: boolean;
  readonly policy: unknown;
  readonly providers: string[] | null;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly deactivated_at: Date | null;
}

const toProject = (row: ProjectRow): Project => ({
  id: row.id,
  name: row.name,
  isActive: row.is_active,
  policy: parsePolicy(row.policy),
  providers: row.providers ?? [],
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  deactivatedAt: row.deactivated_at,
});

/** PostgreSQL's `unique_violation`; the name is the only unique thing that an update touches. */
const isNameTaken = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "23505";
