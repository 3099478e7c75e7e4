/**
 * What re-training gives back.
 * @module
 */
import type { Figure2Result, SubnetworkSize } from "../../experiments/figure2_result.ts";
import { STRATEGY_NAMES, type StrategyName } from "../../selection/strategies.ts";
import { composeFigure } from "../compose.ts";
import { csvText } from "../csv.ts";
import { PlotError } from "../error.ts";
import type { DataFigure } from "../figure.ts";
import { finding } from "../finding.ts";
import { percent, sentences } from "../format.ts";
import { linearTicks, tickLabel } from "../ticks.ts";
import { NETWORK_COLUMNS, networkRows } from "./accuracy_rows.ts";
import { lineMarks } from "./estimate_marks.ts";
import { bandEntry, strategyEntries } from "./keys.ts";
import {
  ablatedAccuracies,
  drawsNote,
  type NetworkAccuracy,
  requireNetworks,
  retrainedAccuracies,
} from "./network_values.ts";
import { boundsOf, sizeEstimates, type SizeLine } from "./size_estimates.ts";
import { drawSizePanels } from "./size_panels.ts";
import { STRATEGY_LOOKS } from "./strategy_looks.ts";
import { spreadFinding, spreadInWords, strategySpread } from "./strategy_spread.ts";
import { atSize, mainSize, sizesAmong, sizesNote } from "./subnetwork_sizes.ts";
import type { ValueAxis } from "./value_axis.ts";
import { WHOLE_ENTRY, wholeEstimate, wholeMarks } from "./whole_network.ts";

/** The panels: before re-training and after it. */
const STAGES = ["ablated", "retrained"] as const;
/** One of {@link STAGES}. */
type Stage = typeof STAGES[number];

const STAGE_NAMES: Readonly<Record<Stage, string>> = {
  ablated: "Right after removal",
  retrained: "Re-trained",
};

const HEIGHT = 270;
/** Numbers on the axis. */
const TICKS = 10;

/**
 * Draws the test accuracy of the trained networks right after neurons were removed, without
 * re-training, over the number of those that stay; and beside it the same neurons re-trained, the
 * others removed. Lines are means over networks with their 95 % interval. The title compares how far
 * strategies lie apart at k* before and after re-training.
 *
 * @throws {PlotError} when there is no network, or no accuracy right after removal
 */
export function ablationFigure(result: Figure2Result): DataFigure {
  requireNetworks(result);
  const sizes = sizesAmong(result.networks.flatMap(({ ablations }) => ablations));
  if (sizes.length === 0) {
    throw new PlotError("Cannot draw ablations: the result has none");
  }
  const lines = STRATEGY_NAMES.map((strategy) => ({ strategy, ...lineOf(result, strategy, sizes) }))
    .filter((line) => line.points.length > 0);
  const stages = STAGES.filter((stage) =>
    lines.some((line) => line.points.some(({ column }) => column === STAGE_NAMES[stage]))
  );
  const strategies = lines.map(({ strategy }) => strategy);
  const whole = wholeEstimate(result);
  const axis = percentAxis([...boundsOf(lines), whole.high]);
  const { svg, height } = drawSizePanels({
    columns: stages.map((stage) => STAGE_NAMES[stage]),
    sizes,
    rows: [{
      label: "Test accuracy (%)",
      height: HEIGHT,
      axis,
      marks: (position) => [
        ...wholeMarks(whole, "y", clamped),
        ...lineMarks(lines.toReversed(), position, clamped),
      ],
    }],
  });
  const main = mainSize(result, sizes);
  const spreadAt = (stage: Stage) =>
    strategySpread((strategy) => accuraciesAt(result, stage, strategy, main));
  // The size is one at which there are ablations.
  const ablated = spreadAt("ablated")!;
  const retrained = spreadAt("retrained");
  return {
    ...composeFigure({
      title: finding(result, spreadFinding(atSize(main), ablated, retrained)),
      subtitle: sentences(
        "Test accuracy of the trained networks with all but some neurons removed, and after " +
          "re-training those from their initial weights.",
        drawsNote(
          sizes.flatMap((size) =>
            strategies.flatMap((strategy) => accuraciesAt(result, "ablated", strategy, size))
          ),
        ),
        sizesNote(result, sizes),
      ),
      description: sentences(
        "Line charts of test accuracy in per cent over the neurons kept in each layer, a line for " +
          `every strategy. The whole network has ${percent(whole.mean / 100)}.`,
        `Right after removal, ${atSize(main)}: ${spreadInWords(ablated)}.`,
        retrained === undefined ? "" : `Re-trained: ${spreadInWords(retrained)}.`,
      ),
      legend: [...strategyEntries(strategies), ...bandEntry(result), WHOLE_ENTRY],
      drawing: svg,
      height,
    }),
    csv: csvText(
      { strategy: "strategy", size: "size", stage: "retrained", ...NETWORK_COLUMNS },
      strategies.flatMap((strategy) =>
        sizes.flatMap((size) =>
          stages.flatMap((stage) =>
            networkRows(result, accuraciesAt(result, stage, strategy, size))
              .map((row) => ({
                strategy,
                size,
                stage: stage === "retrained" ? "yes" : "no",
                ...row,
              }))
          )
        )
      ),
    ),
  };
}

function accuraciesAt(
  result: Figure2Result,
  stage: Stage,
  strategy: StrategyName,
  size: SubnetworkSize,
): NetworkAccuracy[] {
  return stage === "ablated"
    ? ablatedAccuracies(result, { strategy, size })
    : retrainedAccuracies(result, { strategy, size, removal: "zero" });
}

function lineOf(
  result: Figure2Result,
  strategy: StrategyName,
  sizes: readonly SubnetworkSize[],
): SizeLine {
  const points = STAGES.flatMap((stage) =>
    sizeEstimates(
      STAGE_NAMES[stage],
      sizes,
      (size) => accuraciesAt(result, stage, strategy, size),
    )
  );
  return { look: STRATEGY_LOOKS[strategy], points };
}

/** An accuracy, or the bound of an interval, where it stands on an axis that ends at 0 and 100. */
function clamped(accuracy: number): number {
  return Math.min(100, Math.max(0, accuracy));
}

/** A linear axis from 0 that holds all values up to 100. */
function percentAxis(values: readonly number[]): ValueAxis {
  const domain: [number, number] = [0, 1.03 * clamped(Math.max(...values))];
  const ticks = linearTicks(...domain, TICKS);
  return { type: "linear", domain, ticks, tickFormat: tickLabel(ticks) };
}
