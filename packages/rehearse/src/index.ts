export { rehearse, type RehearsalOptions } from "./rehearse.js";
export type { LeftResource, RehearsalReport, RehearsalStep, RehearsedResource } from "./scenario/rehearsal-report.js";
export type { Proof } from "./emulator/resources/resource-maker.js";
export { rehearsedType } from "./emulator/resources/rehearsed-type.js";
export type { HeldResource } from "./leftovers/inventory.js";
