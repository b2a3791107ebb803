import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { request } from "undici";
import { makeToken, startGateway } from "../testing/gateway-process.js";
import { openStream } from "../testing/open-stream.js";
import { chatStream, contentFrame, roleFrame, stream } from "../testing/scripted-upstream.js";
import { PLANTED, startInstallation, type WholeInstallation } from "../testing/whole-installation.js";

const STREAMS = 200;

describe("SIGTERM with 200 live streams", () => {
  let installation: WholeInstallation;

  beforeAll(async () => {
    installation = await startInstallation();
  });

  afterAll(async () => {
    await installation[Symbol.asyncDispose]();
  });

  it("lets all finish or ends them with an error event, loses no event and exits with 0 in time", async () => {
    await using gateway = await startGateway({
      ...installation.variables,
      SHUTDOWN_REQUEST_TIMEOUT: "4s",
      // It still listens when /ready is asked, however busy the machine is.
      DRAIN_DELAY: "3s",
    });
    const token = await makeToken(gateway.origin, PLANTED.managementToken);
    const words = Array.from({ length: 30 }, (_, index) => `word${index}`);
    let count = 0;
    installation.upstream.otherwise(() => {
      count += 1;
      // Half of them end within the time that shutting down leaves, the others would never.
      return count % 2 === 0
        ? stream(chatStream(words), { paceMs: 100 })
        : stream([roleFrame(), contentFrame("a"), contentFrame("b")], { then: "stall" });
    });
    const streams = await Promise.all(Array.from({ length: STREAMS }, () => openStream(gateway.origin, token)));
    const startedMs = performance.now();
    gateway.signal("SIGTERM");
    await gateway.told("Shutting down.");
    expect((await request(`${gateway.origin}/ready`)).statusCode).toBe(503);
    const ends = await Promise.all(streams.map(({ ended }) => ended));
    expect(await gateway.ended).toEqual({ code: 0, signal: null });
    // SHUTDOWN_TIMEOUT is the promise that is tested here; the process itself may take a moment to go.
    expect(performance.now() - startedMs).toBeLessThan(21_000);
    expect(ends.filter(({ kind }) => kind === "done")).toHaveLength(STREAMS / 2);
    expect(ends.filter(({ kind }) => kind === "error-event")).toHaveLength(STREAMS / 2);
    const events = await installation.events();
    expect(events.map(({ id }) => id).toSorted()).toEqual(streams.map(({ requestId }) => requestId).toSorted());
    expect(events.filter(({ outcome }) => outcome === "success")).toHaveLength(STREAMS / 2);
    const steps = gateway.lines().filter(({ message }) => message === "Shutdown step.");
    expect(steps.map(({ step }) => step)).toEqual([
      "tell load balancers",
      "finish calls",
      "end streams",
      "settle limits",
      "flush events",
      "flush usage and audit",
      "flush telemetry",
      "close pools",
    ]);
    expect(gateway.output()).not.toContain("A defect");
  });

  it("ends at once with 1 on a second signal", async () => {
    await using gateway = await startGateway({ ...installation.variables, SHUTDOWN_REQUEST_TIMEOUT: "15s" });
    const token = await makeToken(gateway.origin, PLANTED.managementToken);
    installation.upstream.otherwise(() => stream([roleFrame(), contentFrame("a")], { then: "stall" }));
    const open = await openStream(gateway.origin, token);
    gateway.signal("SIGTERM");
    await gateway.told("Shutting down.");
    gateway.signal("SIGTERM");
    expect(await gateway.ended).toEqual({ code: 1, signal: null });
    expect((await open.ended).kind).toBe("cut");
  });
});
