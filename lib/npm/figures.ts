/**
 * The figures of an analysis, as SVG; in Node and in workers they are drawn with a document of the package linkedom.
 * @module
 */
export { extremesFigure, extremesFinding } from "../figures/extremes.ts";
export { participationFigure } from "../figures/participation.ts";
export { classPartsFigure, correlationsFigure, scatterFigure } from "../figures/multiplet.ts";
export { type DataFigure, type Figure, PlotError } from "../figures/kit/figure.ts";
export type { Finding } from "../studies/finding.ts";
