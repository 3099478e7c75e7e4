/**
 * What notebooks show, and how a cell is watched and stopped.
 * @module
 */
export { LayerBar, SubnetworkBars, TrainingBars } from "./experiment_bars.ts";
export { escapeHtml, type Html, html, type Markdown, markdown } from "./html.ts";
export { duration, ProgressBars, type ProgressOptions, type ProgressUpdate } from "./progress.ts";
export {
  type Broadcast,
  display,
  type Displayable,
  inKernel,
  InterruptError,
  interruptSignal,
  jupyterOutput,
  type MimeBundle,
  type Output,
  show,
  showFigure,
  textOutput,
} from "./show.ts";
export {
  table,
  type TableColumn,
  type TableOptions,
  type TableRow,
  type TableValue,
} from "./table.ts";
