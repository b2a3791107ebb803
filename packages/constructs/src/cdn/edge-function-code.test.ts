import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type EdgeFunctionConfig, edgeFunctionCode } from "./edge-function-code.js";

/** Runs the code as CloudFront does: a script that leaves `handler` behind. */
const run = (config: EdgeFunctionConfig, uri: string, ip = "203.0.113.7"): unknown =>
  runInNewContext(`${edgeFunctionCode(config)}; JSON.stringify(handler(event))`, {
    event: { viewer: { ip }, request: { uri, method: "GET" } },
  });

const asked = (files: EdgeFunctionConfig["files"], uri: string): string =>
  String(run({ ranges: [], files }, uri)).replace(/.*"uri":"([^"]*)".*/, "$1");

const SPA = { mount: "", fallback: "spa" } as const;
const FORBIDDEN = '{"statusCode":403,"statusDescription":"Forbidden"}';

describe("the way from a path to a file", () => {
  it.each([
    ["/", "/index.html"],
    ["/chats/42", "/index.html"],
    ["/v1.2/chats", "/index.html"],
    ["/assets/index-4f3a.js", "/assets/index-4f3a.js"],
    ["/favicon.ico", "/favicon.ico"],
  ])("of an app in the browser: %s is %s", (uri, file) => {
    expect(asked(SPA, uri)).toBe(file);
  });

  it.each([
    ["/docs/", "/index.html"],
    ["/docs/guide/start", "/index.html"],
    ["/docs/assets/a-1.css", "/assets/a-1.css"],
  ])("of one below a path: %s is %s", (uri, file) => {
    expect(asked({ ...SPA, mount: "/docs" }, uri)).toBe(file);
  });

  it.each([
    ["/", "/index.html"],
    ["/guide/", "/guide/index.html"],
    ["/guide", "/guide/index.html"],
    ["/guide/page.html", "/guide/page.html"],
  ])("of pages in folders: %s is %s", (uri, file) => {
    expect(asked({ mount: "", fallback: "folders" }, uri)).toBe(file);
  });

  it("is not a service's: its paths go on as they are", () => {
    expect(asked(null, "/api/ws")).toBe("/api/ws");
  });
});

describe("who is let through", () => {
  const office = { ranges: [["203.0.113.0/24", "198.51.100.7/32"]], files: null };

  it.each(["203.0.113.0", "203.0.113.255", "198.51.100.7"])("%s, which is in a range", (ip) => {
    expect(run(office, "/", ip)).not.toBe(FORBIDDEN);
  });

  it.each(["203.0.114.0", "203.0.112.255", "198.51.100.8", "2001:db8::1", ""])("not %j, which is in none", (ip) => {
    expect(run(office, "/", ip)).toBe(FORBIDDEN);
  });

  it("is who is in a range of each list", () => {
    const both = { ranges: [["203.0.113.0/24"], ["203.0.113.128/25"]], files: null };
    expect(run(both, "/", "203.0.113.200")).not.toBe(FORBIDDEN);
    expect(run(both, "/", "203.0.113.1")).toBe(FORBIDDEN);
  });

  it("is exactly who shares the range's first bits", () => {
    const address = fc.nat(2 ** 32 - 1);
    const text = (number: number): string =>
      [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join(".");
    fc.assert(
      fc.property(address, address, fc.integer({ min: 0, max: 32 }), (network, client, prefix) => {
        const bits = (number: number): string => number.toString(2).padStart(32, "0").slice(0, prefix);
        const config = { ranges: [[`${text(network)}/${prefix}`]], files: null };
        expect(run(config, "/", text(client)) !== FORBIDDEN).toBe(bits(network) === bits(client));
      }),
    );
  });
});

describe("the code", () => {
  it("fits into what CloudFront takes with as many ranges as a description may state", () => {
    const ranges = [Array.from({ length: 200 }, (_, index) => `203.100.${index}.0/24`)];
    expect(Buffer.byteLength(edgeFunctionCode({ ranges, files: SPA }))).toBeLessThan(10_240);
  });
});
