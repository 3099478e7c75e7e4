/** Figure 1 and its controls. */
import {
  balanceBySizeFigure,
  classSpecificityFigure,
  encodingsFigure,
  figure1Figure,
  greedyGapFigure,
  multipletWeightsFigure,
  partsAgainstWholeFigure,
  partsFigure,
  rankBiasFigure,
  renamingFigure,
  significanceFigure,
  untrainedFigure,
} from "../../../../lib/paper/figures.ts";
import { toyDataset } from "../../../toy_dataset.ts";
import { testFigures } from "../../../figures/figure_checks.ts";
import { analysedLayers } from "../invented.ts";

const result = await analysedLayers(3);
const single = await analysedLayers(1);
const weights = Float32Array.from({ length: 12 * 8 }, (_, at) => (at * 37 % 23 - 11) / 40);

testFigures(import.meta, {
  "figure 1, greedy": () => figure1Figure(result),
  "figure 1, one network": () => figure1Figure(single, { search: "exact" }),
  "balance by size": () => balanceBySizeFigure(result),
  "bias of the ranks": () => rankBiasFigure(result),
  "significance of extremes": () => significanceFigure(result),
  "exact against greedy": () => greedyGapFigure(result),
  "parts of O-information": () => partsFigure(result),
  "trained against untrained": () => untrainedFigure(result),
  "target encodings": () => encodingsFigure(result),
  "renumbered classes": () => renamingFigure(result),
  "parts against the whole": () => partsAgainstWholeFigure(result),
  "class specificity": () => classSpecificityFigure(result),
  "weights of multiplets": () => multipletWeightsFigure(result, weights, toyDataset().input),
});
