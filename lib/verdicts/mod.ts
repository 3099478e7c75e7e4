/**
 * The verdicts of all experiments as Markdown and as a page.
 * @module
 */
export { verdictsMarkdown } from "./markdown.ts";
export { verdictsHtml } from "./page.ts";
export type { ReportLink, VerdictsPage } from "./page.ts";
export { claimsMarkdown } from "./summary.ts";
