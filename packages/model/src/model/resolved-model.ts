/** A foundation model of Bedrock that the app may call. Whether the region offers it is assumed. */
export interface ResolvedModel {
  readonly name: string;
  /** For example `anthropic.claude-sonnet-4-20250514-v1:0`. */
  readonly modelId: string;
  /** `null`: the model of the environment's own region. */
  readonly profile: ModelProfile | null;
}

/**
 * The profiles across regions that Bedrock keeps, by what stands in front of the model's id (Bedrock user guide, "Supported Regions
 * and models for inference profiles", 2026-11; `ca` and `us-gov` are assumed).
 */
export const MODEL_PROFILES = ["apac", "au", "ca", "eu", "global", "jp", "us", "us-gov"] as const;

export type ModelProfile = (typeof MODEL_PROFILES)[number];

/** What a call names: the profile's id where there is one, else the model's. */
export const invokedId = ({ modelId, profile }: ResolvedModel): string =>
  profile === null ? modelId : `${profile}.${modelId}`;
