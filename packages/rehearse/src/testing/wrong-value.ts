/**
 * A value of the same form that names nothing: other digits and letters at the end of an id, a name or an ARN; at the end of the
 * first label of a host name; and, where a physical id has several parts, at the end of the first.
 */
export function wrongValue(value: string): string {
  const end = /^[^:/]*\.[^:/]*$/.test(value) ? value.indexOf(".") : partEnd(value);
  const changed = value
    .slice(0, end)
    .replace(/[A-Za-z0-9]{1,4}(?=[^A-Za-z0-9]*$)/, (tail) => tail.replaceAll(/./g, other));
  return changed + value.slice(end);
}

const partEnd = (value: string): number => (value.includes("|") ? value.indexOf("|") : value.length);

/** Digits stay digits, and what may be hexadecimal stays so. */
function other(character: string): string {
  const alphabet = ["0123456789", "abcdef", "ghijklmnopqrstuvwxyz", "ABCDEF", "GHIJKLMNOPQRSTUVWXYZ"].find((letters) =>
    letters.includes(character),
  );
  if (alphabet === undefined) return character;
  return alphabet.charAt((alphabet.indexOf(character) + 1) % alphabet.length);
}
