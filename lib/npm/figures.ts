/**
 * The figure of an analysis, as SVG; in Node and in workers it is drawn with a document of the package linkedom.
 * @module
 */
export { extremesFigure, extremesFinding } from "../figures/extremes.ts";
export { type DataFigure, type Figure, PlotError } from "../figures/kit/figure.ts";
export type { Finding } from "../studies/finding.ts";
