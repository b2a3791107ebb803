/** What health checks do unless they are told otherwise. */
export const HEALTH_DEFAULTS = {
  /** What vLLM, TGI, llama.cpp and most LLM servers answer on. */
  path: "/health",
  /** Three failures in 45 s take a task out of service; ALB's own 30 s would be twice as slow to see it. */
  intervalSeconds: 15,
  /** A health check that takes longer than this is no sign of health. */
  timeoutSeconds: 5,
  healthyThreshold: 2,
  unhealthyThreshold: 3,
  retries: 3,
  /** Failures of a container that still starts are no failures. */
  startPeriodSeconds: 30,
} as const;
