/** What an account has agreed on with AWS, or has left, beside the list prices. */
export interface PaymentTerms {
  /** Compute Savings Plans without payment in advance, which Fargate's tasks on demand are paid by. */
  readonly commitment: "none" | "1-year" | "3-years";
  /** What AWS never charges an account for: used up by other apps, or whole. */
  readonly allowances: "none" | "always-free";
}

/**
 * List prices and nothing else. Accounts since 2025-07-15 get credits in place of a free year, and what is free for ever may be used up
 * by other apps of the account.
 */
export const LIST_TERMS: PaymentTerms = { commitment: "none", allowances: "none" };
