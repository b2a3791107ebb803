import { randomBytes, randomInt } from "node:crypto";
import type { Chance } from "./ports.js";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const PASSWORD_LENGTH = 32;
const SALT_BYTES = 16;

/** Chance from the operating system. */
export const NODE_CHANCE: Chance = {
  // Secrets Manager would make a password too, but only with a permission that can't be narrowed to anything.
  password: () => Array.from({ length: PASSWORD_LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join(""),
  salt: () => randomBytes(SALT_BYTES),
};
