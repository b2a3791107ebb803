const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const joined = (parts: readonly unknown[]): string =>
  parts.map((part) => (typeof part === "string" ? part : intrinsicText(part))).join("");

/** Functions whose argument is the name of what they stand for. */
const NAMED: ReadonlySet<string> = new Set(["Ref", "Fn::ImportValue"]);

/** CloudFormation's functions as people write them: `${Vpc.VpcId}` instead of nested objects. */
function intrinsicText(value: unknown): string {
  if (!isFields(value)) return JSON.stringify(value);
  const [[name, argument] = ["", undefined]] = Object.entries(value);
  if (NAMED.has(name) && typeof argument === "string") return `\${${argument}}`;
  if (name === "Fn::GetAtt" && Array.isArray(argument)) return `\${${argument.join(".")}}`;
  if (name === "Fn::Join" && Array.isArray(argument) && Array.isArray(argument[1])) return joined(argument[1]);
  if (name === "Fn::GetStackOutput" && isFields(argument)) {
    return `\${${String(argument["StackName"])}: ${String(argument["OutputName"])}}`;
  }
  return JSON.stringify(value);
}

const isIntrinsic = (value: unknown): boolean => {
  if (!isFields(value)) return false;
  const [name, ...others] = Object.keys(value);
  return others.length === 0 && (name === "Ref" || (name ?? "").startsWith("Fn::"));
};

/** A value of a template or a description in one line, whole. */
export function valueText(value: unknown): string {
  if (value === undefined) return "—";
  return isIntrinsic(value) ? intrinsicText(value) : JSON.stringify(value);
}

/** What is left of a beginning that two texts share, so that the reader sees where they part. */
const CONTEXT = 12;

const cutEnd = (text: string, room: number): string => (text.length > room ? `${text.slice(0, room - 1)}…` : text);

/** Two values, each in at most `room` columns: where they are longer, the part in which they differ. */
export function valuePair(before: unknown, after: unknown, room: number): readonly [string, string] {
  const [old, next] = [valueText(before), valueText(after)];
  if (old.length <= room && next.length <= room) return [old, next];
  let shared = 0;
  while (shared < Math.min(old.length, next.length) && old[shared] === next[shared]) shared += 1;
  const start = shared - CONTEXT;
  if (start <= 0) return [cutEnd(old, room), cutEnd(next, room)];
  return [cutEnd(`…${old.slice(start)}`, room), cutEnd(`…${next.slice(start)}`, room)];
}

/** Keeps beginning and end of a long path; what it is about stands there. */
export function pathText(path: string, room: number): string {
  if (path.length <= room) return path;
  const head = Math.floor((room - 1) / 3);
  return `${path.slice(0, head)}…${path.slice(path.length - (room - 1 - head))}`;
}
