import {
  type FirstValues,
  type GivenSecret,
  readEnvFile,
  SecretText,
  unfitValue,
  type ValuelessSecret,
} from "@fairlead/deploy";
import { UserError } from "@fairlead/errors";
import type { ResolvedApp } from "@fairlead/model";
import { type CommandContext, textOption } from "../command/command.js";
import { isSomebodyThere } from "../interrupt/may-ask.js";
import { readEnv } from "./read-env.js";

/** First values of secrets, from the file of `--secrets` and, where somebody is there, by asking. */
export async function readFirstValues(context: CommandContext, app: ResolvedApp): Promise<FirstValues> {
  const file = textOption(context, "secrets");
  const given = file === null ? [] : readEnvFile(await readEnv(context, file), app, false).given;
  const problems = given.flatMap((value) => unfitValue(value, app, false));
  if (problems.length > 0) throw UserError.ofProblems(problems);
  return { given, ask: isSomebodyThere(context) ? (lacking) => askAll(context, app, lacking) : null };
}

async function askAll(
  context: CommandContext,
  app: ResolvedApp,
  lacking: readonly ValuelessSecret[],
): Promise<readonly GivenSecret[]> {
  const goOn = context.events.pause();
  try {
    const given: GivenSecret[] = [];
    for (const { secret, fields } of lacking)
      for (const key of fields ?? [null]) given.push(await askOne(context, app, { secret, key }));
    return given;
  } finally {
    goOn();
  }
}

/** Asks again for what can't be taken: the values before it would else be lost. */
async function askOne(
  { ports: { terminal } }: CommandContext,
  app: ResolvedApp,
  { secret, key }: Pick<GivenSecret, "secret" | "key">,
): Promise<GivenSecret> {
  for (;;) {
    const what = key === null ? secret : `${secret} (${key})`;
    const answer = await terminal.askHidden(`Value of ${what}, which has none yet and is not shown: `);
    if (answer === null)
      throw UserError.of("NoValue", {
        message: `No value was given for ${what}; nothing was touched.`,
        fix: "Run it again, or bring the values along: `--secrets <file>`.",
      });
    const given = { secret, key, value: new SecretText(answer) };
    const problems = unfitValue(given, app, false);
    if (problems.length === 0) return given;
    terminal.writeErr(`${problems.map(({ message }) => message).join("\n")}\n`);
  }
}
