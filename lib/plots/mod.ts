/**
 * One function a figure: results in, SVG out.
 * @module
 */
export { accuracyCurvesFigure } from "./accuracy_curves.ts";
export { architectureFigure } from "./architecture.ts";
export { confusionMatrixFigure } from "./confusion_matrix.ts";
export type { ConfusionMatrixOptions } from "./confusion_matrix.ts";
export { digitsFigure } from "./digits.ts";
export type { DigitsOptions } from "./digits.ts";
export { PlotError } from "./error.ts";
export type { DataFigure, Figure } from "./figure.ts";
export {
  classSpecificityFigure,
  encodingsFigure,
  figure1Figure,
  greedyGapFigure,
  multipletWeightsFigure,
  partsAgainstWholeFigure,
  partsFigure,
  renamingFigure,
  untrainedFigure,
} from "./figure1/mod.ts";
export type { MultipletWeightsOptions, SearchedFigureOptions } from "./figure1/mod.ts";
export {
  ablationFigure,
  accuracyBySizeFigure,
  figure2Figure,
  lotteryTicketFigure,
  pairedDifferencesFigure,
  selectionFigure,
  sharedNeuronsFigure,
} from "./figure2/mod.ts";
export type { SubnetworkFigureOptions } from "./figure2/mod.ts";
export { finalAccuraciesFigure } from "./final_accuracies.ts";
export { lossCurvesFigure } from "./loss_curves.ts";
