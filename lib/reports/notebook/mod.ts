/**
 * Outputs of notebooks: tables, figures, progress bars; and studies that a cell runs.
 * @module
 */
export { escapeHtml, type Html, html, type Markdown, markdown } from "./html.ts";
export { type LinkedPage, showPages } from "./pages.ts";
export type { Report } from "../../explorer/embedded.ts";
export * from "./progress.ts";
export * from "./show.ts";
export * from "./table.ts";
export * from "./watched.ts";
