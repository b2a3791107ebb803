export { expectPresent, Fault } from "./fault.js";
export { describeLocation, type Problem, type SourceLocation } from "./problem.js";
export { isUserError, UserError, type UserErrorOptions } from "./user-error.js";
