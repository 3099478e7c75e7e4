/**
 * Jupyter on this project: set-up, execution, reports, type checks, JupyterLab.
 * @module
 */
export { ensureEnvironment } from "./environment.ts";
export type { EnvironmentOptions, JupyterEnvironment } from "./environment.ts";
export {
  ExecutionError,
  JupyterError,
  NotebookFileError,
  OutputError,
  ReportError,
  SetupError,
  TypecheckError,
} from "./errors.ts";
export { executeNotebook } from "./execute.ts";
export type { ExecutionOptions, ExecutionProgress } from "./execute.ts";
export { runLab, startLab } from "./lab.ts";
export type { LabOptions, LabServer } from "./lab.ts";
export { project } from "./project.ts";
export type { Project } from "./project.ts";
export { refreshNotebook, requireTrackedForm } from "./refresh.ts";
export { exportReport } from "./report.ts";
export { typecheckNotebooks } from "./typecheck.ts";
export { requireDeno } from "./versions.ts";
