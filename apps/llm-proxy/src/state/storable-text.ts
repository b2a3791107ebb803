/** Longer than anything that is not meant to fill the table. */
const MAXIMUM_LENGTH = 500;

/** PostgreSQL's text can't hold U+0000: one such character from a caller would keep a whole batch from being written. */
export const storable = (text: string): string => text.replaceAll("\u0000", "\ufffd").slice(0, MAXIMUM_LENGTH);
