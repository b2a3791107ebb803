export { rehearse, type RehearsalOptions } from "./rehearse.js";
export type { LeftResource, RehearsalReport, RehearsalStep, RehearsedResource } from "./scenario/rehearsal-report.js";
export type { Proof } from "./emulator/resources/resource-maker.js";
export type { HeldResource } from "./leftovers/inventory.js";
