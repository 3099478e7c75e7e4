/**
 * The verdicts of all experiments as Markdown and as a page.
 * @module
 */
export {
  claimsMarkdown,
  type ReportLink,
  verdictsHtml,
  verdictsMarkdown,
  type VerdictsPage,
} from "./page.ts";
