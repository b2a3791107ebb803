import type { ResolvedContainer } from "./resolved-container.js";

/** What containers have unless they say otherwise. */
export const CONTAINER_DEFAULTS = {
  /** Model providers and AWS's own interfaces speak HTTPS; all else stays shut. */
  internetPorts: [443],
  /** What gets into a container can't write itself into it. */
  readonlyRootFilesystem: true,
  /** Most runtimes expect a place for temporary files. */
  writablePaths: ["/tmp"],
  /** What Fargate gives for nothing (Fargate pricing, 2025-10). */
  ephemeralStorageGib: 20,
} as const satisfies Partial<ResolvedContainer>;
