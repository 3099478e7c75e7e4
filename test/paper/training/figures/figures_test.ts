/** What must hold for every figure, and pictures of all of them as snapshots. */
import {
  accuracyCurvesFigure,
  architectureFigure,
  confusionMatrixFigure,
  digitsFigure,
  finalAccuraciesFigure,
  lossCurvesFigure,
} from "../../../../lib/paper/figures.ts";
import { mlp } from "../../../../lib/models/mod.ts";
import { toyDataset } from "../../../toy_dataset.ts";
import { type Figures, testFigures } from "../../../figures/figure_checks.ts";
import { inventedResult } from "./invented_results.ts";

const rejecting = { networks: 5, epochs: 12, minAccuracy: 0.93, requested: 3, spread: 0.01 };

const figures: Figures = {
  "digits": () => digitsFigure(toyDataset()),
  "architecture": () => architectureFigure(mlp([30, 5, 4, 3])),
  "architecture, wide and deep": () => architectureFigure(mlp([784, 30, 2, 2, 2, 2, 2, 2, 2, 2])),
  "loss curves": () => lossCurvesFigure(inventedResult({ networks: 3, epochs: 4 })),
  "accuracy curves": () => accuracyCurvesFigure(inventedResult(rejecting)),
  "final accuracies": () => finalAccuraciesFigure(inventedResult(rejecting)),
  "confusion matrix": () =>
    confusionMatrixFigure([[90, 0, 1], [12, 70, 3], [0, 1, 80]], ["T-shirt & top", "a < b", "bag"]),
};

testFigures(import.meta, figures);
