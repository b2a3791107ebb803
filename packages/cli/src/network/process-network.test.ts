import { createServer, type RequestListener } from "node:http";
import { gzipSync } from "node:zlib";
import { onTestFinished, describe, expect, it } from "vitest";
import { networkWith } from "./process-network.js";

/** A server on this machine's own loopback; gives its address. */
async function served(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${address !== null && typeof address === "object" ? address.port : 0}/index.csv`;
}

async function read(url: string, silenceMs = 5_000): Promise<string> {
  let text = "";
  for await (const piece of networkWith(silenceMs).open(url)) text += piece;
  return text;
}

const TEXT = '"SKU","Preis in €"\n'.repeat(5_000);

describe("the network", () => {
  it("gives a file's text", async () => {
    expect(await read(await served((_, response) => response.end(TEXT)))).toBe(TEXT);
  });

  it("unpacks what comes compressed, whether a header says so or not", async () => {
    const packed = gzipSync(TEXT);
    const told = await served((_, response) => response.setHeader("content-encoding", "gzip").end(packed));
    const untold = await served((_, response) => response.end(packed));
    expect(await read(told)).toBe(TEXT);
    expect(await read(untold)).toBe(TEXT);
  });

  it("says of a refusal what was refused and how", async () => {
    const url = await served((_, response) => response.writeHead(403).end("Forbidden"));
    await expect(read(url)).rejects.toThrow(`${url} was answered with status 403.`);
  });

  it("gives nothing half: a line that breaks is an error", async () => {
    const url = await served((_, response) => {
      response.writeHead(200, { "content-length": String(TEXT.length) });
      response.write(TEXT.slice(0, 1_000), () => response.destroy());
    });
    await expect(read(url)).rejects.toThrow("couldn't be read to its end");
  });

  it("takes a compressed file that ends too early for an error", async () => {
    const packed = gzipSync(TEXT);
    const url = await served((_, response) => response.end(packed.subarray(0, packed.length - 20)));
    await expect(read(url)).rejects.toThrow("couldn't be read to its end");
  });

  it("doesn't wait for ever where nothing comes", async () => {
    const url = await served((_, response) => {
      response.writeHead(200);
      response.write(TEXT.slice(0, 100));
    });
    await expect(read(url, 50)).rejects.toThrow("nothing came for 0.05 seconds");
  });

  it("says so where nobody answers", async () => {
    await expect(read("http://127.0.0.1:9/index.csv")).rejects.toThrow("couldn't be read to its end");
  });
});
