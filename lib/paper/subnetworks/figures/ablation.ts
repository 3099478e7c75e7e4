/** What re-training gives back. */
import type { RetrainingResult, SubnetworkSize } from "../result.ts";
import type { StrategyName } from "../../../selection/strategies.ts";
import { boundsOf } from "../../../figures/kit/estimate.ts";
import { type DataFigure, dataFigure, PlotError } from "../../../figures/kit/figure.ts";
import { finding, percent, points as inPoints } from "../../../figures/kit/text.ts";
import { linearTicks, tickLabel } from "../../../figures/kit/panel.ts";
import type { ValueAxis } from "./axes.ts";
import { linesLegend, STRATEGY_KINDS, wholeMarks } from "./looks.ts";
import { drawSizePanels, lineMarks } from "./panels.ts";
import { atSize, mainSize, sizesAmong, sizesNote } from "./sizes.ts";
import {
  ablatedAccuracies,
  drawsNote,
  NETWORK_COLUMNS,
  requireNetworks,
  retrainedAccuracies,
  type SizeEstimate,
  sizeEstimates,
  strategiesAmong,
  wholeEstimate,
} from "./values.ts";

/** The panels: before re-training and after it. */
const STAGES = ["ablated", "retrained"] as const;
type Stage = typeof STAGES[number];

const STAGE_NAMES: Readonly<Record<Stage, string>> = {
  ablated: "Right after removal",
  retrained: "Re-trained",
};

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
export function ablationFigure(result: RetrainingResult): DataFigure {
  requireNetworks(result);
  const sizes = sizesAmong(result.networks.flatMap(({ ablations }) => ablations));
  if (sizes.length === 0) throw new PlotError("Cannot draw ablations: the result has none");
  const accuraciesAt = (stage: Stage, strategy: StrategyName, size: SubnetworkSize) =>
    stage === "ablated"
      ? ablatedAccuracies(result, { strategy, size })
      : retrainedAccuracies(result, { strategy, size, removal: "zero" });
  const estimates = STAGES.flatMap((stage) =>
    sizeEstimates(
      STAGE_NAMES[stage],
      sizes,
      STRATEGY_KINDS,
      ({ strategy }, size) => accuraciesAt(stage, strategy, size),
    ).map((point) => ({ ...point, stage }))
  );
  const strategies = strategiesAmong(estimates);
  const lines = strategies.map((own) => estimates.filter(({ look }) => look === own));
  const table = strategies.flatMap(({ strategy }) =>
    sizes.flatMap((size) =>
      STAGES.flatMap((stage) =>
        accuraciesAt(stage, strategy, size).map((row) => ({ ...row, strategy, size, stage }))
      )
    )
  );
  const whole = wholeEstimate(result);
  const main = mainSize(result, sizes);
  const spreadAt = (stage: Stage) =>
    spreadOf(estimates.filter((one) => one.stage === stage && one.size === main));
  // The size is one at which there are ablations.
  const ablated = spreadAt("ablated")!;
  const retrained = spreadAt("retrained");
  return dataFigure({
    title: finding(result, spreadFinding(atSize(main), ablated, retrained)),
    subtitle: [
      "Test accuracy of the trained networks with all but some neurons removed, and after " +
      "re-training those from their initial weights.",
      drawsNote(table.filter(({ stage }) => stage === "ablated")),
      sizesNote(result, sizes),
    ],
    description: [
      "Line charts of test accuracy in per cent over the neurons kept in each layer, a line for " +
      `every strategy. The whole network has ${percent(whole.mean / 100)}.`,
      `Right after removal, ${atSize(main)}: ${spreadInWords(ablated)}.`,
      retrained === undefined ? "" : `Re-trained: ${spreadInWords(retrained)}.`,
    ],
    legend: linesLegend(result, strategies),
    drawing: drawSizePanels(estimates, [{
      label: "Test accuracy (%)",
      height: 270,
      axis: percentAxis([...boundsOf(estimates), whole.high]),
      marks: (position) => [
        ...wholeMarks(whole, "y", clamped),
        ...lineMarks(lines.toReversed(), position, clamped),
      ],
    }]),
    table,
    columns: {
      strategy: (row) => row.strategy,
      size: (row) => row.size,
      retrained: (row) => row.stage === "retrained" ? "yes" : "no",
      ...NETWORK_COLUMNS,
    },
  });
}

/** An accuracy, or the bound of an interval, where it stands on an axis that ends at 0 and 100. */
const clamped = (accuracy: number): number => Math.min(100, Math.max(0, accuracy));

/** A linear axis from 0 that holds all values up to 100. */
function percentAxis(values: readonly number[]): ValueAxis {
  const domain: [number, number] = [0, 1.03 * clamped(Math.max(...values))];
  const ticks = linearTicks(...domain, TICKS);
  return { type: "linear", domain, ticks, tickFormat: tickLabel(ticks) };
}

/** The best and the worst of some strategies; the same where there is one. */
type StrategySpread = Readonly<Record<"best" | "worst", SizeEstimate>>;

/** Nothing without any strategy. */
function spreadOf(estimates: readonly SizeEstimate[]): StrategySpread | undefined {
  const ascending = estimates.toSorted((a, b) => a.mean - b.mean);
  const [worst, best] = [ascending[0], ascending.at(-1)];
  return worst === undefined || best === undefined ? undefined : { best, worst };
}

/** "60.1 % for synergy, 40.2 % for random". */
function spreadInWords({ best, worst }: StrategySpread): string {
  const ends = best.strategy === worst.strategy ? [best] : [best, worst];
  return ends.map(({ look, mean }) => `${percent(mean / 100)} for ${look.label}`).join(", ");
}

/** What re-training does to the spread right after removal; `where`: the size, in words. */
function spreadFinding(
  where: string,
  ablated: StrategySpread,
  retrained: StrategySpread | undefined,
): string {
  const gap = ({ best, worst }: StrategySpread) => best.mean - worst.mean;
  const before = `${inPoints(gap(ablated))} apart right after removal (${spreadInWords(ablated)})`;
  if (ablated.best.strategy === ablated.worst.strategy) {
    const after = retrained === undefined ? "" : `, re-trained ${spreadInWords(retrained)}`;
    return `${where} accuracy right after removal is ${spreadInWords(ablated)}${after}`;
  }
  if (retrained === undefined) return `${where} strategies lie ${before}`;
  const verb = gap(retrained) < gap(ablated) ? "narrows" : "widens";
  return `re-training ${verb} the gap between strategies: ${where} they lie ${before} and ` +
    `${inPoints(gap(retrained))} re-trained`;
}
