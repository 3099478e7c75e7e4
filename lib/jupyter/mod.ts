/**
 * Jupyter on this project: set-up, execution, reports, type checks, JupyterLab.
 * @module
 */
export {
  ensureEnvironment,
  type EnvironmentOptions,
  type JupyterEnvironment,
  type Project,
  project,
} from "./environment.ts";
export { executeNotebook, type ExecutionOptions, type ExecutionProgress } from "./execute.ts";
export { type LabOptions, type LabServer, runLab, startLab } from "./lab.ts";
export { refreshNotebook, requireTrackedForm } from "./notebook_file.ts";
export { exportReport } from "./report.ts";
export { typecheckNotebooks } from "./typecheck.ts";
export {
  ExecutionError,
  JupyterError,
  NotebookFileError,
  OutputError,
  ReportError,
  requireDeno,
  SetupError,
  TypecheckError,
} from "./versions.ts";
