/** One function a figure: results in, SVG out. @module */
export { accuracyCurvesFigure } from "./accuracy_curves.ts";
export { architectureFigure } from "./architecture.ts";
export { confusionMatrixFigure } from "./confusion_matrix.ts";
export type { ConfusionMatrixOptions } from "./confusion_matrix.ts";
export { digitsFigure } from "./digits.ts";
export type { DigitsOptions } from "./digits.ts";
export { PlotError } from "./error.ts";
export type { Figure } from "./figure.ts";
export { finalAccuraciesFigure } from "./final_accuracies.ts";
export { lossCurvesFigure } from "./loss_curves.ts";
