import { bootstrapEnvironment, type BootstrapResult, environmentRegions, mayDoEverything } from "@fairlead/deploy";
import { openTarget } from "../aws/open-environment.js";
import { type CommandContext, type CommandResult, isOn } from "../command/command.js";
import { EXIT_CODES } from "../exit-codes.js";
import { isSomebodyThere } from "../interrupt/may-ask.js";
import { wrap } from "../terminal/wrap.js";

/** `fairlead bootstrap` */
export async function runBootstrap(context: CommandContext): Promise<CommandResult> {
  const { app, target, ports } = await openTarget(context);
  const { name } = app.environment;
  const { account } = await ports.account.identity();
  const where = `account ${account}, ${environmentRegions(app).join(" and ")}`;
  const agreed = await isAgreed(context, where);
  if (agreed !== "yes")
    return {
      code: agreed === "no" ? EXIT_CODES.ok.code : EXIT_CODES.needsApproval.code,
      document: { app: app.name, environment: name, bootstrapped: null },
      text: () =>
        agreed === "no"
          ? "Nothing was touched."
          : `Nothing was touched: to bootstrap ${where}, a person must agree, or --yes.`,
    };
  const result = await bootstrapEnvironment(
    { target, keepsAdministrator: !isOn(context, "dropAdministrator") },
    ports,
    context.events.report,
  );
  return {
    code: EXIT_CODES.ok.code,
    document: { app: app.name, environment: name, bootstrapped: result },
    text: () =>
      resultSentences(result, name)
        .flatMap((sentence) => wrap(sentence, context.width))
        .join("\n"),
  };
}

async function isAgreed(context: CommandContext, where: string): Promise<"yes" | "no" | "nobody-to-ask"> {
  if (context.global.yes) return "yes";
  if (!isSomebodyThere(context)) return "nobody-to-ask";
  const goOn = context.events.pause();
  try {
    const answer = await context.ports.terminal.ask(`Bootstrap ${where}? (y/N) `);
    return ["y", "yes"].includes((answer ?? "").trim().toLowerCase()) ? "yes" : "no";
  } finally {
    goOn();
  }
}

function resultSentences(
  { account, regions, policies, unknownTypes }: BootstrapResult,
  name: string,
): readonly string[] {
  return [
    ...regions.map(({ region, change }) =>
      change === "changed"
        ? `Account ${account} is bootstrapped in ${region}.`
        : `Account ${account} was bootstrapped in ${region} already, as it is to be.`,
    ),
    ...policies.map(({ arn, change }) => `${arn} ${change === "unchanged" ? "is as it was" : `was ${change}`}.`),
    ...regions
      .filter(mayDoEverything)
      .map(
        ({ region }) =>
          `In ${region} CloudFormation's role has AdministratorAccess still, from before, and may do everything. Once every app of the account was bootstrapped so: \`fairlead bootstrap -e ${name} --drop-administrator\`.`,
      ),
    ...unknownTypes.map((type) => `${type} needs a policy of your own on CloudFormation's role.`),
  ];
}
