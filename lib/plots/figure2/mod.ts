/**
 * The figures of figure 2 and its controls.
 * @module
 */
export { ablationFigure } from "./ablation.ts";
export { accuracyBySizeFigure } from "./accuracy_by_size.ts";
export { figure2Figure } from "./figure2.ts";
export type { SubnetworkFigureOptions } from "./figure2.ts";
export { lotteryTicketFigure } from "./lottery_ticket.ts";
export { pairedDifferencesFigure } from "./paired_differences.ts";
export { selectionFigure } from "./selection.ts";
export { sharedNeuronsFigure } from "./shared_neurons.ts";
