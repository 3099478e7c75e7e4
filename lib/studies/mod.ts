/**
 * Studies: units of work that are kept, run on all workers, and put together to a table and findings.
 * @module
 */
export * from "./finding.ts";
export * from "./progress.ts";
export {
  NotKeptError,
  type ObtainOptions,
  Runner,
  type RunnerOptions,
  type StageProgress,
} from "./runner.ts";
export * from "./step.ts";
export * from "./study.ts";
export * from "./table.ts";
