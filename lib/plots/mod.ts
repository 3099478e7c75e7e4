/**
 * One function a figure: results in, SVG out.
 * @module
 */
export { architectureFigure } from "./architecture.ts";
export { confusionMatrixFigure, type ConfusionMatrixOptions } from "./confusion_matrix.ts";
export { digitsFigure, type DigitsOptions } from "./digits.ts";
export { classSpecificityFigure } from "./figure1/class_specificity.ts";
export * from "./figure1/comparisons.ts";
export * from "./figure1/figure1.ts";
export * from "./figure1/multiplet_weights.ts";
export * from "./figure1/target.ts";
export { ablationFigure } from "./figure2/ablation.ts";
export { accuracyBySizeFigure, lotteryTicketFigure } from "./figure2/accuracy_by_size.ts";
export { pairedDifferencesFigure, selectionFigure } from "./figure2/differences.ts";
export { figure2Figure, type SubnetworkFigureOptions } from "./figure2/figure2.ts";
export { sharedNeuronsFigure } from "./figure2/shared_neurons.ts";
export { finalAccuraciesFigure } from "./final_accuracies.ts";
export { type DataFigure, type Figure, PlotError } from "./kit/figure.ts";
export { accuracyCurvesFigure, lossCurvesFigure } from "./learning_curves.ts";
