import { createServer } from "node:net";
import { expect, it } from "vitest";
import { demoPort } from "./demo-port.js";

it("listens where it is told to", async () => {
  expect(await demoPort("9000")).toBe("9000");
});

it("takes any free port when somebody has its usual one", async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => {
    taken.once("listening", resolve);
    // Somebody else's server on this machine serves the purpose as well.
    taken.once("error", () => {
      resolve();
    });
    taken.listen(8080, "127.0.0.1");
  });
  expect(await demoPort(undefined)).toBe("0");
  taken.close();
});
