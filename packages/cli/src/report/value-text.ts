/** Longest text that a value takes in a line. */
const MAX_LENGTH = 60;

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const joined = (parts: readonly unknown[]): string =>
  parts.map((part) => (typeof part === "string" ? part : intrinsicText(part))).join("");

/** CloudFormation's functions as people write them: `${Vpc.VpcId}` instead of nested objects. */
function intrinsicText(value: unknown): string {
  if (!isFields(value)) return JSON.stringify(value);
  const [[name, argument] = ["", undefined]] = Object.entries(value);
  if (name === "Ref" && typeof argument === "string") return `\${${argument}}`;
  if (name === "Fn::GetAtt" && Array.isArray(argument)) return `\${${argument.join(".")}}`;
  if (name === "Fn::ImportValue") return `import(${joined([argument])})`;
  if (name === "Fn::Join" && Array.isArray(argument) && Array.isArray(argument[1])) return joined(argument[1]);
  return JSON.stringify(value);
}

const isIntrinsic = (value: unknown): boolean => {
  if (!isFields(value)) return false;
  const [name, ...others] = Object.keys(value);
  return others.length === 0 && (name === "Ref" || (name ?? "").startsWith("Fn::"));
};

/** A value of a template or a description in one short line. */
export function valueText(value: unknown): string {
  if (value === undefined) return "—";
  const text = isIntrinsic(value) ? intrinsicText(value) : JSON.stringify(value);
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH - 1)}…` : text;
}
