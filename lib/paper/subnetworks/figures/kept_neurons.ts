/** The kept neurons without re-training and with it; and how many of them strategies share. */
import { judgedSize } from "../../claims/subnetworks.ts";
import { type RetrainingResult, rowsUnder, sizesAmong } from "../result.ts";
import { boundsOf } from "../../../figures/kit/estimate.ts";
import { type DataFigure, dataFigure, PlotError } from "../../../figures/kit/figure.ts";
import { decimal, percent, sentences, textWidth } from "../../../figures/kit/text.ts";
import { linearTicks, tickLabel, type ValueAxis } from "../../../figures/panels/ticks.ts";
import {
  labelDependenceFinding,
  type Overlap,
  overlapsOf,
  SHARED_NOTE,
  sharedNeuronsFinding,
} from "../../claims/shared_neurons.ts";
import {
  ablationFinding,
  type StrategySpread,
  strategySpread,
} from "../../claims/subnetwork_findings.ts";
import { atSize, strategyLabel } from "../../claims/wording.ts";
import { linesLegend, wholeMarks } from "./styles.ts";
import { drawSizePanels, lineMarks } from "./panels.ts";
import {
  complementNote,
  drawsNote,
  estimatesOf,
  mainSize,
  NETWORK_COLUMNS,
  requireNetworks,
  requireSize,
  sizeNote,
  sizesNote,
  strategiesAmong,
  type SubnetworkFigureOptions,
  wholeEstimate,
} from "./values.ts";
import { STRATEGY_NAMES, type StrategyName } from "../../../selection/strategies.ts";
import { summarise } from "../../../statistics/summary.ts";
import { columnName, gridCell, NAME_GAP, rowName } from "../../../figures/kit/cells.ts";
import { colourBar } from "../../../figures/kit/images.ts";
import { type Drawing, stacked, tickTexts } from "../../../figures/kit/svg.ts";
import { INNER_WIDTH, PALETTE, SIZE, tint } from "../../../figures/kit/theme.ts";

/** The panels: before re-training and after it. */
const PANELS = [
  { column: "Right after removal" },
  { column: "Re-trained", removal: "zero" },
] as const;

/** Numbers on the axis. */
const TICKS = 10;

/**
 * Draws the test accuracy of the trained networks right after neurons were removed, without re-training,
 * over the number of those that stay; and beside it the same neurons re-trained, the others removed. Lines
 * are means over networks with their 95 % interval.
 *
 * @throws {PlotError} when there is no network, or no accuracy right after removal
 * @throws {UnpairedNetworksError} when networks were re-trained by different plans
 */
export function ablationFigure(result: RetrainingResult): DataFigure {
  requireNetworks(result);
  const sizes = sizesAmong(rowsUnder(result).filter(({ retrained }) => !retrained));
  if (sizes.length === 0) throw new PlotError("Cannot draw ablations: the result has none");
  const estimates = estimatesOf(result, { sizes, columns: PANELS });
  const strategies = strategiesAmong(estimates);
  const lines = strategies.map((own) => estimates.filter(({ style }) => style === own));
  const table = lines.flatMap((line) =>
    sizes.flatMap((size) => line.flatMap((point) => point.size === size ? point.values : []))
  );
  const whole = wholeEstimate(result);
  const main = mainSize(result, sizes);
  const spreads = PANELS.flatMap(({ column, ...removal }) => {
    const spread = strategySpread(result, { size: main, ...removal });
    return spread === undefined ? [] : [`${column}, ${atSize(main)}: ${spreadInWords(spread)}.`];
  });
  return dataFigure({
    title: ablationFinding(result, main).statement,
    subtitle: [
      "Test accuracy of the trained networks with all but some neurons removed, and after " +
      "re-training those from their initial weights.",
      drawsNote(table.filter(({ removal }) => removal === undefined)),
      complementNote(estimates),
      sizesNote(result, sizes),
    ],
    description: [
      "Line charts of test accuracy in per cent over the neurons kept in each layer, a line for " +
      `every strategy. The whole network has ${percent(whole.mean / 100)}.`,
      ...spreads,
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
      retrained: (row) => row.removal === undefined ? "no" : "yes",
      ...NETWORK_COLUMNS,
    },
  });
}

/** The position of an accuracy, or of the bound of an interval, on an axis that ends at 0 and 100. */
export const clamped = (accuracy: number): number => Math.min(100, Math.max(0, accuracy));

/** A linear axis from 0 that holds all values up to 100. */
export function percentAxis(values: readonly number[]): ValueAxis {
  const domain: [number, number] = [0, 1.03 * clamped(Math.max(...values))];
  const ticks = linearTicks(...domain, TICKS);
  return { type: "linear", domain, ticks, tickFormat: tickLabel(ticks) };
}

/** "60.1 % for synergy, 40.2 % for random". */
function spreadInWords({ best, worst }: StrategySpread): string {
  const ends = best.label === worst.label ? [best] : [best, worst];
  return ends.map(({ label, mean }) => `${percent(mean / 100)} for ${label}`).join(", ");
}

/**
 * Draws how many neurons every two strategies share: the mean Jaccard index over networks and hidden
 * layers, coloured by how far it is from that of neurons drawn at random.
 *
 * @throws {PlotError} when there is no network, no sub-networks of that size, or a single strategy
 */
export function sharedNeuronsFigure(
  result: RetrainingResult,
  { size = judgedSize(result) }: SubnetworkFigureOptions = {},
): DataFigure {
  requireSize(result, size);
  const all = overlapsOf(result, size);
  if (all.length === 0) {
    throw new PlotError(`Cannot compare neurons ${atSize(size)}: there is only one strategy`);
  }
  const chance = decimal(summarise(all.map((overlap) => overlap.chance)).mean);
  const label = size === "k*" ? labelDependenceFinding(result) : undefined;
  return dataFigure({
    title: sharedNeuronsFinding(result, all).statement,
    subtitle: [
      `Jaccard index of the neurons that two strategies keep ${atSize(size)}: those that both ` +
      "keep, as a share of those that either keeps; mean over networks and hidden layers. " +
      `Neurons drawn at random would have ${chance}.`,
      result.networks.length > 1 ? SHARED_NOTE : "",
      label === undefined ? "" : sentences(`${label.statement}.`, label.note),
      complementNote(all.map(({ second }) => ({ strategy: second }))),
      sizeNote(result, size),
    ],
    description: [
      "A triangle of cells, one for every two strategies, with the mean Jaccard index of the neurons " +
      `they keep. Chance is ${chance}.`,
      ...all.map(({ first, second, jaccard }) =>
        `${strategyLabel(first)} and ${strategyLabel(second)}: ${decimal(jaccard.mean)}.`
      ),
    ],
    drawing: drawOverlaps(all),
    table: all,
    columns: {
      size: () => size,
      first_strategy: (row) => row.first,
      second_strategy: (row) => row.second,
      networks: (row) => row.jaccard.count,
      mean_jaccard_index: (row) => row.jaccard.mean,
      interval_95_low: (row) => row.jaccard.confidenceInterval?.[0],
      interval_95_high: (row) => row.jaccard.confidenceInterval?.[1],
      chance_jaccard_index: (row) => row.chance,
    },
  });
}

const CELL_HEIGHT = 34;
const LARGEST_WIDTH = 62;
/** Cells are no darker than this share of a colour, for numbers to be read on them. */
const SHADE = 0.6;

/** A cell for every pair: the Jaccard index, and as a colour how far it is from chance. */
export function drawOverlaps(overlaps: readonly Overlap[]): Drawing {
  const among = (side: "first" | "second") =>
    STRATEGY_NAMES.filter((strategy) => overlaps.some((one) => one[side] === strategy));
  const [rows, columns] = [among("second"), among("first")];
  const widest = (strategies: readonly StrategyName[]) =>
    Math.max(...strategies.map((strategy) => textWidth(strategyLabel(strategy), SIZE.tick)));
  const left = NAME_GAP + widest(rows);
  const width = Math.min(LARGEST_WIDTH, (INNER_WIDTH - left) / columns.length);
  const grid = { left, top: 0, width, height: CELL_HEIGHT };
  const below = CELL_HEIGHT * rows.length + NAME_GAP;
  const scale = {
    negative: tint(PALETTE.negative, SHADE),
    positive: tint(PALETTE.positive, SHADE),
    // With all overlaps as expected any limit will do.
    limit: Math.max(...overlaps.map(({ excesses }) => Math.abs(summarise(excesses).mean))) || 1,
  };
  const cells = overlaps.map(({ first, second, jaccard, excesses }) => {
    const { mean } = summarise(excesses);
    const fill = tint(mean < 0 ? scale.negative : scale.positive, Math.abs(mean) / scale.limit);
    const cell = [rows.indexOf(second), columns.indexOf(first)] as const;
    return gridCell(grid, cell, fill, jaccard.mean.toFixed(2), { "text-anchor": "middle" });
  });
  const svg = tickTexts([
    ...cells,
    ...rows.map((strategy, at) => rowName(grid, at, strategyLabel(strategy))),
    ...columns.map((strategy, at) => columnName(grid, at, strategyLabel(strategy), below, "end")),
  ]);
  return stacked([
    { svg, height: below + widest(columns) },
    colourBar(scale, "Jaccard index minus chance"),
  ], 14);
}
