/**
 * The verdicts of all experiments as Markdown and as a page.
 * @module
 */
export * from "./page.ts";
