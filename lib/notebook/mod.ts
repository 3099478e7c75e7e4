/**
 * What notebooks show, and how a cell is watched and stopped.
 * @module
 */
export { showFigure } from "./figure_files.ts";
export { escapeHtml, html, markdown } from "./html.ts";
export type { Html, Markdown } from "./html.ts";
export { InterruptError, interruptSignal } from "./interrupt.ts";
export { inKernel, jupyterOutput, textOutput } from "./output.ts";
export type { Broadcast, MimeBundle, Output } from "./output.ts";
export { ProgressBars } from "./progress.ts";
export type { ProgressOptions, ProgressUpdate } from "./progress.ts";
export { duration } from "./progress_markup.ts";
export { display, show } from "./show.ts";
export type { Displayable } from "./show.ts";
export { table } from "./table.ts";
export type { TableColumn, TableOptions, TableRow, TableValue } from "./table.ts";
export { TrainingBars } from "./training_progress.ts";
export { LayerBar } from "./layer_progress.ts";
export { SubnetworkBars } from "./subnetwork_progress.ts";
