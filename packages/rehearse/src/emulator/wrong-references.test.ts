import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RehearsalClock } from "../clock/rehearsal-clock.js";
import { makeHostedZone } from "../scenario/hosted-zones.js";
import { earnedBy } from "../testing/earned-by.js";
import { HOSTED_ZONE } from "../testing/tried-services.js";
import { TRIED_TEMPLATE } from "../testing/tried-template.js";
import { type Trial, tryReferences } from "../testing/try-references.js";
import { writtenTrials } from "../testing/written-trials.js";
import { parseTemplate } from "./cloudformation/template.js";
import { type StartedEmulator, startEmulator } from "./emulator.js";

const TOOLS = fileURLToPath(new URL("../../../../.fairlead/tools", import.meta.url));
const TEMPLATE = parseTemplate(TRIED_TEMPLATE);
const TYPES = [...new Set(Object.values(TEMPLATE.resources).map(({ type }) => type))].sort();
const ACCOUNT = "111122223333";

describe("what the emulator says to references that name nothing", () => {
  let emulator: StartedEmulator;
  let trials: readonly Trial[];

  beforeAll(async () => {
    emulator = await startEmulator({
      toolsFolder: TOOLS,
      endpoint: null,
      account: ACCOUNT,
      clock: new RehearsalClock(),
      world: {
        rollout: () => null,
        trial: () => ({ faults: [], seed: 1 }),
        job: () => ({ exitCode: 0, seconds: 1, lines: [] }),
      },
      say: () => undefined,
    });
    const api = emulator.api("eu-west-1");
    trials = await tryReferences({
      template: TEMPLATE,
      parameters: { [HOSTED_ZONE]: await makeHostedZone("example.com", api) },
      account: ACCOUNT,
      api,
      decide: emulator.decide,
    });
  }, 300_000);

  afterAll(async () => {
    await emulator.stop();
  });

  it("stands in the golden file, property by property", async () => {
    await expect(writtenTrials(TYPES, trials, emulator.decide)).toMatchFileSnapshot(
      "golden/wrong-references.golden.txt",
    );
  });

  it.for(TYPES)("calls %s proved if it has earned it, and only then", (type) => {
    const decision = emulator.decide(type);
    expect(decision.proof === "proved").toBe(earnedBy(decision, trials) !== null);
  });
});
