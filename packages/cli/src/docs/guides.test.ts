import { globSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { COMMANDS } from "../command/commands.js";
import { GLOBAL_OPTIONS } from "../command/global-options.js";

const GUIDES = resolve(import.meta.dirname, "../../../../docs/guides");

/** Commands that are said to be there, each as the words after `fairlead`. */
const commandsIn = (text: string): readonly (readonly string[])[] =>
  [
    ...text.matchAll(/^(?:- run: |\s+- run: )?(?:npx )?fairlead ([^\n|>]+)/gmu),
    ...text.matchAll(/`fairlead ([^`]+)`/gu),
  ].map(([, words = ""]) => words.trim().split(/\s+/u));

const flagsOf = (flags: string): readonly string[] => flags.match(/--?[a-z][\w-]*/gu) ?? [];

describe.each(globSync("*.md", { cwd: GUIDES }))("the guide %s", (file) => {
  const named = commandsIn(readFileSync(join(GUIDES, file), "utf8"));

  it("names commands that there are", () => {
    expect(named.length).toBeGreaterThan(10);
    const there = COMMANDS.flatMap(({ name, aliases }) => [name, ...aliases]);
    expect(named.map(([name = ""]) => name).filter((name) => !there.includes(name))).toEqual([]);
  });

  it("gives them options that they take", () => {
    const strange = named.flatMap(([name = "", ...words]) => {
      const command = COMMANDS.find((each) => each.name === name || each.aliases.includes(name));
      const taken = [...(command?.options ?? []), ...GLOBAL_OPTIONS].flatMap(({ flags }) => flagsOf(flags));
      return words.filter((word) => word.startsWith("-") && !taken.includes(word)).map((word) => `${name} ${word}`);
    });
    expect(strange).toEqual([]);
  });
});
