/** Boundaries of GenAI durations in seconds, as the conventions give them: 0.01 · 2ⁿ up to 81.92. */
export const OPERATION_SECONDS = Array.from({ length: 14 }, (_, index) => 0.01 * 2 ** index);

/** Of token counts: 4ⁿ up to 67108864. */
export const TOKENS = Array.from({ length: 14 }, (_, index) => 4 ** index);

/** Of the time to the first chunk (GenAI conventions, `gen_ai.server.time_to_first_token`). */
export const FIRST_CHUNK_SECONDS = [
  0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10,
] as const;

/** Of the time between two chunks (GenAI conventions, `gen_ai.server.time_per_output_token`). */
export const CHUNK_SECONDS = [0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2.5] as const;

/** Of what the gateway itself takes, which is well below a millisecond. */
export const OVERHEAD_SECONDS = [
  0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1,
] as const;
