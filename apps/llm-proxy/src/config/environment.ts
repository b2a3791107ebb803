import { z } from "zod";
import type { ConfigurationProblem } from "../errors/configuration-error.js";
import { EVENT_SETTINGS } from "./event-settings.js";
import { PROVIDER_SETTINGS } from "./provider-settings.js";
import { SERVER_SETTINGS } from "./server-settings.js";
import { settingInfos } from "./setting.js";
import { STATE_SETTINGS } from "./state-settings.js";

/** Every variable that the app knows. */
export const environmentSchema = z.object({
  ...SERVER_SETTINGS,
  ...STATE_SETTINGS,
  ...PROVIDER_SETTINGS,
  ...EVENT_SETTINGS,
});

/** The environment, read: total, with times in milliseconds and sizes in bytes. */
export type Environment = z.infer<typeof environmentSchema>;

/** Variables as a process gets them. */
export type Variables = Readonly<Record<string, string | undefined>>;

export type ReadEnvironment =
  | { readonly kind: "read"; readonly environment: Environment }
  | { readonly kind: "unreadable"; readonly problems: readonly ConfigurationProblem[] };

/** Reads all variables; an empty one counts as absent, as platforms that template them leave them. */
export function readEnvironment(variables: Variables): ReadEnvironment {
  const result = environmentSchema.safeParse(withoutEmpty(variables));
  if (result.success) return { kind: "read", environment: result.data };
  return { kind: "unreadable", problems: result.error.issues.map((issue) => problemOf(issue, variables)) };
}

const withoutEmpty = (variables: Variables): Variables =>
  Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined && value.trim() !== ""));

function problemOf(issue: z.core.$ZodIssue, variables: Variables): ConfigurationProblem {
  const name = String(issue.path[0]);
  const schema = Object.entries(environmentSchema.shape).find(([key]) => key === name)?.[1];
  const info = schema === undefined ? undefined : settingInfos.get(schema);
  const form = info?.form ?? "readable";
  const value = info === undefined || info.isSecret ? "The value" : `"${shorten(variables[name] ?? "")}"`;
  const fallback = info?.default;
  const fix = fallback == null || fallback === "" ? "" : ` Without the variable it is ${fallback}.`;
  return { name, message: `${value} can't be read.`, fix: `It must be ${form}.${fix}` };
}

const shorten = (value: string): string => (value.length > 40 ? `${value.slice(0, 40)}…` : value);
