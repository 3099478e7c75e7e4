/**
 * Figures as SVG, in Deno and in a browser: the figure of an analysis, and the kit that all figures are made of.
 * @module
 */
export { extremesFigure, extremesFinding } from "./extremes.ts";
export { participationFigure, participationSteps } from "./participation.ts";
export { classPartsFigure, correlationsFigure, scatterFigure } from "./multiplet.ts";
export {
  composeFigure,
  type DataFigure,
  dataFigure,
  type DataFigureParts,
  type Figure,
  type FigureParts,
  PlotError,
} from "./kit/figure.ts";
export { areaSample, dotSample, type LegendEntry, lineSample } from "./kit/legend.ts";
export type { Drawing } from "./kit/svg.ts";
export { FONT_FAMILY, INNER_WIDTH, PALETTE, SIZE } from "./kit/theme.ts";
export { barSample, type ExtremeBar, extremeBars, middleOfBar, ZERO_LINE } from "./panels/marks.ts";
export {
  columnHeadings,
  columnNotes,
  drawPanels,
  type Heading,
  type Mark,
  type PanelRow,
  type Panels,
  panelWidth,
  type WordsAbove,
} from "./panels/panels.ts";
export { amountAxis, sizeAxis, type ValueAxis } from "./panels/ticks.ts";
export type { AnalysisResult } from "../analysis/result.ts";
export type { Columns } from "../studies/table.ts";
export type { Estimate, Finding } from "../studies/finding.ts";
export type { Verdict } from "../studies/verdict.ts";
