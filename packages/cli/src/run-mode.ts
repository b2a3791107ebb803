/** Whether nobody is there to answer: `CI` is set to anything but nothing, `0` or `false`. */
export const isCi = (env: Readonly<Record<string, string | undefined>>): boolean =>
  !["", "0", "false"].includes(env["CI"] ?? "");
