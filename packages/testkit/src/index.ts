export { aResolvedApi, aResolvedApp, aResolvedJob, aResolvedService } from "./a-resolved-app.js";
