/**
 * The figures of figure 1 and its controls.
 * @module
 */
export { classSpecificityFigure } from "./class_specificity.ts";
export { encodingsFigure } from "./encodings.ts";
export { figure1Figure } from "./figure1.ts";
export type { SearchedFigureOptions } from "./figure1.ts";
export { greedyGapFigure } from "./greedy_gap.ts";
export { multipletWeightsFigure } from "./multiplet_weights.ts";
export type { MultipletWeightsOptions } from "./multiplet_weights.ts";
export { partsFigure } from "./parts.ts";
export { partsAgainstWholeFigure } from "./parts_against_whole.ts";
export { renamingFigure } from "./renaming.ts";
export { untrainedFigure } from "./untrained.ts";
