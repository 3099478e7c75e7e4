/**
 * What notebooks show, and how a cell is watched and stopped.
 * @module
 */
export { escapeHtml, type Html, html, type Markdown, markdown } from "./html.ts";
export * from "./progress.ts";
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
export * from "./table.ts";
