/** What AWS puts before a usage type in a region; us-east-1 has it in some offers and not in others. */
const PREFIXES: Readonly<Record<string, string>> = {
  "us-east-1": "USE1",
  "us-west-2": "USW2",
  "eu-west-1": "EU",
  "eu-central-1": "EUC1",
  "ap-south-1": "APS3",
};

/** Regions whose prices can be fetched. */
export const REFRESHABLE_REGIONS: readonly string[] = Object.keys(PREFIXES);

/**
 * How a usage type is spelled in a region. Whole, never only its end: `TS-LoadBalancerUsage` is another thing than
 * `LoadBalancerUsage`.
 */
export const spellingsOf = (usageType: string, region: string): readonly string[] => [
  `${PREFIXES[region] ?? region}-${usageType}`,
  `${region}-${usageType}`,
  ...(region === "us-east-1" ? [usageType] : []),
];
