import {
  deployerPolicies,
  environmentPolicyName,
  executionPolicies,
  githubTrust,
  type GrantGroup,
  policyCharacters,
  USERS,
} from "@fairlead/deploy";
import { UserError } from "@fairlead/errors";
import type { ResolvedApp } from "@fairlead/model";
import { type CommandContext, type CommandResult, textOption } from "../command/command.js";
import { EXIT_CODES } from "../exit-codes.js";
import { openApp } from "../plan/open-app.js";
import { planApp } from "../plan/plan-app.js";
import { appChoiceOf } from "./app-choice.js";

/** Policies with what is to be known of them. */
interface Policies {
  readonly app: ResolvedApp;
  readonly documents: readonly object[];
  /** A name for each, as `bootstrap` and the guide give them. */
  readonly names: readonly string[];
  readonly remarks: readonly string[];
}

/** `fairlead policy` */
export async function runPolicy(context: CommandContext): Promise<CommandResult> {
  const wanted = textOption(context, "for") ?? "deploy";
  const account = accountOption(context);
  const policies = await policiesFor(context, wanted, account);
  const { app, documents, names, remarks } = policies;
  context.progress.end();
  return {
    code: EXIT_CODES.ok.code,
    document: {
      app: app.name,
      environment: app.environment.name,
      for: wanted,
      policies: documents.map((document, at) => ({ name: names[at], document })),
      remarks,
    },
    text: () => documents.map((document) => JSON.stringify(document, null, 2)).join("\n"),
    talk: () => [...documents.map((document, at) => sizeLine(names[at] ?? "", document)), ...remarks].join("\n"),
  };
}

async function policiesFor(context: CommandContext, wanted: string, account: string | null): Promise<Policies> {
  if (wanted === "execution") return executionPoliciesOf(context, account);
  const { app } = await openApp(appChoiceOf(context));
  if (wanted === "github") return trustOf(context, app, account);
  if (!isUser(wanted))
    throw UserError.of("UnknownPolicy", {
      message: `There is no policy for "${wanted}".`,
      fix: `Write --for ${[...Object.keys(USERS), "execution", "github"].join(", --for ")}.`,
    });
  const documents = deployerPolicies(app, wanted, account);
  return { app, documents, names: namesOf(app, wanted, documents.length), remarks: [] };
}

async function executionPoliciesOf(context: CommandContext, account: string | null): Promise<Policies> {
  const { record, assembly } = await planApp({ ...appChoiceOf(context), against: null });
  const { documents, unknownTypes } = executionPolicies(record.app, assembly, account);
  return {
    app: record.app,
    documents,
    names: namesOf(record.app, "execution", documents.length),
    remarks: unknownTypes.map(
      (type) => `${type} is not in it: attach a policy of your own for it to CloudFormation's role.`,
    ),
  };
}

function trustOf(context: CommandContext, app: ResolvedApp, account: string | null): Policies {
  const repository = textOption(context, "repository");
  const id = account ?? app.environment.account;
  if (repository === null || !/^[\w.-]+\/[\w.-]+$/u.test(repository) || id === null)
    throw UserError.of("TrustIncomplete", {
      message: "A trust policy names a repository and an account.",
      fix: "Write --repository <owner>/<name> and --account <twelve digits>.",
    });
  const environment = textOption(context, "githubEnvironment");
  return {
    app,
    documents: [githubTrust(app, id, { repository, environment })],
    names: namesOf(app, "github", 1),
    remarks: ["The account needs the OpenID Connect provider token.actions.githubusercontent.com, once."],
  };
}

function accountOption(context: CommandContext): string | null {
  const account = textOption(context, "account");
  if (account === null || /^\d{12}$/u.test(account)) return account;
  throw UserError.of("InvalidAccount", {
    message: `"${account}" is no AWS account.`,
    fix: "Write its twelve digits: `aws sts get-caller-identity --query Account`.",
  });
}

const isUser = (wanted: string): wanted is GrantGroup => wanted in USERS;

const namesOf = (app: ResolvedApp, wanted: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => environmentPolicyName(app, wanted, at + 1));

const sizeLine = (name: string, document: object): string =>
  `${name}: ${policyCharacters(document)} of the 6,144 characters that IAM takes.`;
