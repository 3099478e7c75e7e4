/**
 * The verdicts of all experiments as Markdown and as a page.
 * @module
 */
export { claimsMarkdown, verdictsMarkdown } from "./markdown.ts";
export { type ReportLink, verdictsHtml, type VerdictsPage } from "./page.ts";
