import type { Rehearse } from "../ports.js";

/** Fetched when it is needed, with emulator and simulator. */
export const rehearseWithEmulator: Rehearse = async (target, options, report) => {
  const { rehearse } = await import("@fairlead/rehearse");
  return await rehearse(target, options, report);
};
