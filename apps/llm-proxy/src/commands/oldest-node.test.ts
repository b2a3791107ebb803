import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { z } from "zod";
import { complaintAboutNode, OLDEST_NODE } from "./oldest-node.js";

it("asks for the Node that package.json names", async () => {
  const text = await readFile(new URL("../../package.json", import.meta.url), "utf8");
  const { engines } = z.object({ engines: z.object({ node: z.string() }) }).parse(JSON.parse(text));
  expect(engines.node).toBe(`>=${OLDEST_NODE}`);
});

it("says which Node it needs and which one it found", () => {
  expect(complaintAboutNode("20.20.2")).toMatch(/needs Node 24 or newer; this is Node 20\.20\.2/);
  expect(complaintAboutNode("24.0.0")).toBeNull();
  expect(complaintAboutNode("26.1.0")).toBeNull();
});
