export { ADDRESS_METADATA, nearestAddress, setAddress } from "./assembly/address-metadata.js";
export { assemble, makeApp, type SynthesisOptions, type SynthesisStage } from "./assembly/assemble.js";
export type {
  AssembledResource,
  AssembledStack,
  Assembly,
  Template,
  TemplateResource,
  Violation,
} from "./assembly/assembly.js";
export { type Change, customize } from "./assembly/customize.js";
export { type AppSynthesisOptions, synthesizeApp } from "./assembly/synthesize.js";
export { type AppStacks, buildStacks } from "./stacks/build-stacks.js";
export { FileVerdictStore } from "./validation/file-verdict-store.js";
export type { Verdict } from "./validation/verdict.js";
export { MemoryVerdictStore, type VerdictStore } from "./validation/verdict-store.js";
