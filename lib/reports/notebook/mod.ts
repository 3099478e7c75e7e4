/**
 * What notebooks show, and how a cell is watched and stopped.
 * @module
 */
export { escapeHtml, type Html, html, type Markdown, markdown } from "./html.ts";
export * from "./progress.ts";
export * from "./show.ts";
export * from "./table.ts";
export * from "./watched.ts";
