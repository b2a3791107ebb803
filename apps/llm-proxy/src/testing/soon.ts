/** The time that a test gives what takes milliseconds; a busy machine takes more. */
export const soon = (): AbortSignal => AbortSignal.timeout(5_000);
