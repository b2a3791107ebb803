/** One hash tag for both, so that a cluster keeps them together. */
export const limitKeysOf = (tokenId: string): readonly [window: string, quota: string] => [
  `llm-proxy:window:{${tokenId}}`,
  `llm-proxy:quota:{${tokenId}}`,
];
