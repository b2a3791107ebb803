import { addressOf, type ResolvedApp, type ResolvedService, type ResolvedVariable } from "@fairlead/model";
import type { AppRule } from "../rule.js";

const SWITCH = /(?:^|_)(?:DEBUG|DEV)(?:_MODE)?$/u;
const OFF = /^(?:|0|false|no|off)$/iu;
const VERBOSE_LOG = { name: /(?:^|_)LOG_?LEVEL$/u, value: /^(?:debug|trace|silly|10|20)$/iu };
const FOR_DEVELOPERS = { name: /^(?:NODE|FLASK|RAILS|RACK)_ENV$/u, value: /^(?:development|test)$/iu };

function textOf({ value }: ResolvedVariable, { parameters }: ResolvedApp): string | null {
  if (value.kind === "literal") return value.value;
  return value.kind === "parameter" ? (parameters.find(({ name }) => name === value.parameter)?.value ?? null) : null;
}

function isForDevelopers(name: string, value: string): boolean {
  if (SWITCH.test(name)) return !OFF.test(value);
  return [VERBOSE_LOG, FOR_DEVELOPERS].some((known) => known.name.test(name) && known.value.test(value));
}

const signs = ({ environment }: ResolvedService, app: ResolvedApp): string[] =>
  environment.flatMap((variable) => {
    const value = textOf(variable, app);
    return value !== null && isForDevelopers(variable.name, value) ? [`${variable.name}=${value}`] : [];
  });

export const debugInProduction: AppRule = {
  code: "DebugInProduction",
  severity: "warning",
  title: "Production runs as if a developer were watching",
  why: "Debug switches write prompts and tokens into logs that are billed by the gigabyte, show stack traces to strangers, and turn off what makes a server fast.",
  fix: "Leave them out where the environment's tier is production: `build` is given `environment.tier`.",
  link: "https://cwe.mitre.org/data/definitions/489.html",
  check: (app) =>
    app.environment.tier === "production"
      ? app.services.flatMap((service) => {
          const found = signs(service, app);
          if (found.length === 0) return [];
          return [
            {
              address: addressOf("service", service.name),
              message: `Service "${service.name}" runs in production with ${found.join(", ")}.`,
            },
          ];
        })
      : [],
};
