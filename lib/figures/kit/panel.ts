/** Moved to `panels/`. */
export * from "../panels/panels.ts";
export * from "../panels/marks.ts";
export * from "../panels/ticks.ts";
