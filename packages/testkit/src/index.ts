export { aResolvedApi, aResolvedApp, aResolvedJob, aResolvedService } from "./a-resolved-app.js";
export { type ArbitraryApp, arbitraryApp } from "./arbitrary-app.js";
export { describeRoots, type DescriptionChange } from "./describe-roots.js";
export { type LocalPostgres, startLocalPostgres } from "./local-postgres.js";
export { type LocalRedis, startLocalRedis } from "./local-redis.js";
export { miswritten } from "./miswritten.js";
export { problemsOf } from "./problems-of.js";
export { problemCodes, resolveRoots } from "./resolve-roots.js";
export type { WrittenReference } from "./written-reference.js";
