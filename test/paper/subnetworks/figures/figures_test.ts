/** Figure 2 and its controls. */
import {
  ablationFigure,
  accuracyBySizeFigure,
  figure2Figure,
  lotteryTicketFigure,
  pairedDifferencesFigure,
  selectionFigure,
  sharedNeuronsFigure,
} from "../../../../lib/paper/figures.ts";
import { testFigures } from "../../../figures/figure_checks.ts";
import { plausible } from "../invented.ts";

const result = plausible({ networks: 4 });
const validation = plausible({
  networks: 4,
  sizes: ["k*"],
  selection: "validation",
  seed: 2,
});
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
  "selection": () => selectionFigure(result, validation),
});
