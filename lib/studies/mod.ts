/**
 * Studies: units of work that are kept, run on all workers, and put together to a table and findings.
 * @module
 */
export * from "./finding.ts";
export {
  NotKeptError,
  type ObtainOptions,
  Runner,
  type RunnerOptions,
  type StageProgress,
} from "./runner.ts";
export * from "./progress.ts";
export {
  type AnyStep,
  type Decoded,
  jsonFile,
  type Need,
  need,
  type Resource,
  type Schema,
  type Step,
  type Tools,
  type WorkProgress,
} from "./step.ts";
export * from "./study.ts";
export * from "./table.ts";
export * from "./verdict.ts";
