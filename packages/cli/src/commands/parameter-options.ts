import { UserError } from "@fairlead/errors";

/** Values of template parameters, by their names. @throws UserError for a text that is no pair. */
export function readParameters(texts: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    texts.map((text) => {
      const sign = text.indexOf("=");
      if (sign > 0) return [text.slice(0, sign), text.slice(sign + 1)] as const;
      throw UserError.of("InvalidParameter", {
        message: `"${text}" gives no template parameter its value.`,
        fix: "Write `--parameter <name>=<value>`, e.g. `--parameter HostedZoneId=Z0123456789ABC`.",
      });
    }),
  );
}
