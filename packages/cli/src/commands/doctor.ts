import { profileOption } from "../command/aws-options.js";
import { type CommandContext, type CommandResult, isOn } from "../command/command.js";
import { diagnose } from "../doctor/diagnose.js";
import { EXIT_CODES } from "../exit-codes.js";
import type { Tone } from "../terminal/style.js";
import { columns } from "../terminal/wrap.js";

const MARKS = { good: ["✓", "good"], advice: ["!", "warning"], bad: ["✗", "danger"] } as const satisfies Readonly<
  Record<string, readonly [string, Tone]>
>;

/** `fairlead doctor` */
export async function runDoctor(context: CommandContext): Promise<CommandResult> {
  const diagnoses = await diagnose(context.ports, {
    config: context.global.config,
    profile: profileOption(context),
    asksAws: isOn(context, "aws"),
  });
  const { style, width } = context;
  return {
    code: diagnoses.some(({ state }) => state === "bad") ? EXIT_CODES.refused.code : EXIT_CODES.ok.code,
    document: { diagnoses },
    text: () =>
      columns(
        diagnoses.map(({ subject, state, says }) => {
          const [mark, tone] = MARKS[state];
          return [`${style(tone, mark)} ${subject}`, says];
        }),
        width,
        "",
      ).join("\n"),
  };
}
