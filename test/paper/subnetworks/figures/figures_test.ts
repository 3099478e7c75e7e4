/** Figure 2 and its controls. */
import {
  ablationFigure,
  accuracyBySizeFigure,
  controlsFigure,
  cumulativeAblationFigure,
  figure2ByLayerFigure,
  figure2Figure,
  lotteryTicketFigure,
  pairedDifferencesFigure,
  selectionFigure,
  sharedNeuronsFigure,
} from "../../../../lib/paper/figures.ts";
import { testFigures } from "../../../figures/figure_checks.ts";
import { ARMS, plausible } from "../invented.ts";

const result = plausible({ networks: 4 });
const validation = plausible({
  networks: 4,
  sizes: ["k*"],
  selection: "validation",
  seed: 2,
});
const arms = plausible({ networks: 4, arms: ARMS });
const single = plausible({
  networks: 1,
  sizes: [2],
  strategies: ["synergy", "random"],
  removals: ["zero"],
  hiddenWidths: [5, 4],
});

testFigures(import.meta, {
  "figure 2": () => figure2Figure(result),
  "figure 2, one network": () => figure2Figure(single, { size: 2 }),
  "accuracy by size": () => accuracyBySizeFigure(result),
  "accuracy by size, one network": () => accuracyBySizeFigure(single),
  "paired differences": () => pairedDifferencesFigure(result),
  "paired differences, one network": () => pairedDifferencesFigure(single),
  "lottery ticket": () => lotteryTicketFigure(result),
  "lottery ticket, one network": () => lotteryTicketFigure(single),
  "ablation": () => ablationFigure(result),
  "ablation, one network": () => ablationFigure(single),
  "shared neurons": () => sharedNeuronsFigure(result),
  "shared neurons, one pair": () => sharedNeuronsFigure(single, { size: 2 }),
  "selection": () => selectionFigure(arms),
  "selection, not run": () => selectionFigure(single, { size: 2 }),
  "figure 2 by layer": () => figure2ByLayerFigure(arms),
  "figure 2 by layer, one network": () =>
    figure2ByLayerFigure(plausible({ networks: 1, arms: ARMS })),
  "controls": () => controlsFigure(arms, validation),
  "controls, one network": () => controlsFigure(plausible({ networks: 1, arms: ARMS })),
  "cumulative ablation": () => cumulativeAblationFigure(arms),
  "cumulative ablation, one network": () =>
    cumulativeAblationFigure(plausible({ networks: 1, arms: ARMS })),
  "lottery ticket with dense networks": () => lotteryTicketFigure(arms),
});
