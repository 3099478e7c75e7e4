/**
 * One function per figure: results in, SVG out.
 * @module
 */
export { architectureFigure } from "./training/figures/architecture.ts";
export { confusionMatrixFigure } from "./training/figures/confusion_matrix.ts";
export { digitsFigure } from "./training/figures/digits.ts";
export { balanceBySizeFigure } from "./layers/figures/balance_by_size.ts";
export { classSpecificityFigure } from "./layers/figures/class_specificity.ts";
export * from "./layers/figures/comparisons.ts";
export * from "./layers/figures/figure1.ts";
export * from "./layers/figures/multiplet_weights.ts";
export { rankBiasFigure } from "./layers/figures/rank_bias.ts";
export { significanceFigure } from "./layers/figures/significance.ts";
export * from "./layers/figures/target.ts";
export {
  accuracyBySizeFigure,
  lotteryTicketFigure,
} from "./subnetworks/figures/accuracy_by_size.ts";
export { pairedDifferencesFigure, selectionFigure } from "./subnetworks/figures/differences.ts";
export { figure2ByLayerFigure } from "./subnetworks/figures/by_layer.ts";
export { controlsFigure } from "./subnetworks/figures/controls.ts";
export { cumulativeAblationFigure } from "./subnetworks/figures/cumulative_ablation.ts";
export { figure2Figure } from "./subnetworks/figures/figure2.ts";
export type { SubnetworkFigureOptions } from "./subnetworks/figures/values.ts";
export { ablationFigure, sharedNeuronsFigure } from "./subnetworks/figures/kept_neurons.ts";
export { finalAccuraciesFigure } from "./training/figures/final_accuracies.ts";
export { type DataFigure, type Figure, PlotError } from "../figures/kit/figure.ts";
export { accuracyCurvesFigure, lossCurvesFigure } from "./training/figures/learning_curves.ts";
