import { z } from "zod";

/** What the page of the configuration says of a variable; its type and default stand in the schema. */
export interface SettingInfo {
  readonly group: SettingGroup;
  readonly summary: string;
  /** How a value is written, e.g. `a duration such as 30s`. */
  readonly form: string;
  /** Text that is parsed when the variable is absent; `null`: absence means something of its own. */
  readonly default: string | null;
  /** Why the default is what it is, or what absence means. */
  readonly reason: string;
  readonly isSecret: boolean;
}

/** Headings of the page, in its order. */
export const SETTING_GROUPS = [
  "Listening",
  "Security",
  "Database",
  "Redis",
  "Limits",
  "Cache",
  "Providers",
  "Events",
  "Dispatcher",
  "Audit",
  "Telemetry",
  "Lifecycle",
] as const;
type SettingGroup = (typeof SETTING_GROUPS)[number];

/** Kept beside the schemas, so that the page can't tell anything else than the parser does. */
export const settingInfos = z.registry<SettingInfo>();

/** Reads a variable's text; its `form` completes "must be …". */
export interface Parser<T> {
  readonly form: string;
  readonly schema: z.ZodType<T, string>;
}

type About = Pick<SettingInfo, "group" | "summary" | "reason"> & { readonly isSecret?: boolean };

/** A variable that has a value in any case. */
export const setting = <T>(parser: Parser<T>, about: About & { readonly default: string }): z.ZodType<T> => {
  const schema = parser.schema.prefault(about.default);
  settingInfos.add(schema, { ...about, form: parser.form, isSecret: about.isSecret ?? false });
  return schema;
};

/** A variable that may be absent: `null`. */
export const optionalSetting = <T>(parser: Parser<T>, about: About): z.ZodType<T | null> => {
  const schema = parser.schema.optional().transform((value) => value ?? null);
  settingInfos.add(schema, { ...about, default: null, form: parser.form, isSecret: about.isSecret ?? false });
  return schema;
};
