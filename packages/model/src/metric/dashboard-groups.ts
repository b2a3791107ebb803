/** Headings of the dashboard that are always the same, in the order in which they stand. */
export const DASHBOARD_GROUPS = {
  /** What the tasks use, and how many of them are well. */
  health: "Service health",
  /** What failed. */
  errors: "Error tracking",
  /** How long things take, and how much there is to do. */
  performance: "Performance",
  /** Databases, caches and brokers. */
  data: "Data",
  /** What the app says of itself. */
  business: "Business metrics",
} as const;
