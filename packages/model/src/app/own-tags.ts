/** Keys that are on every resource already: cost reports and Fairlead itself find an environment by them. */
export const OWN_TAGS = ["application", "environment", "managed-by"] as const;

export type OwnTag = (typeof OWN_TAGS)[number];

/** IAM takes keys that differ in capitals alone for one (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html, 2026-11). */
export const isOwnTag = (key: string): boolean => OWN_TAGS.some((own) => own === key.toLowerCase());
