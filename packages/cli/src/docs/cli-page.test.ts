import { describe, expect, it } from "vitest";
import { COMMANDS } from "../command/commands.js";
import { cliPage } from "./cli-page.js";

describe("the page of the command line", () => {
  it("has a section for every command and names every option of it", () => {
    const page = cliPage();
    for (const { name, options } of COMMANDS) {
      expect(page).toContain(`\n## ${name}\n`);
      for (const { flags } of options) expect(page).toContain(flags);
    }
  });

  it("lists every exit code", () => {
    expect(cliPage().match(/^\| (0|1|2|3|70|130|143) \|/gm)).toHaveLength(7);
  });
});
