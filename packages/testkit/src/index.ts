export { aResolvedApi, aResolvedApp, aResolvedJob, aResolvedService } from "./a-resolved-app.js";
export { type LocalPostgres, startLocalPostgres } from "./local-postgres.js";
