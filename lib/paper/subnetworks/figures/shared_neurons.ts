/** Which strategies choose the same neurons. */
import type { RetrainingResult } from "../result.ts";
import { STRATEGY_NAMES, type StrategyName } from "../../../selection/strategies.ts";
import { summarise } from "../../../statistics/summary.ts";
import { columnName, gridCell, NAME_GAP, rowName } from "../../../figures/kit/cells.ts";
import { type DataFigure, dataFigure, PlotError } from "../../../figures/kit/figure.ts";
import { colourBar } from "../../../figures/kit/images.ts";
import { type Drawing, stacked, tickTexts } from "../../../figures/kit/svg.ts";
import { decimal, textWidth } from "../../../figures/kit/text.ts";
import { INNER_WIDTH, PALETTE, SIZE, tint } from "../../../figures/kit/theme.ts";
import {
  type Overlap,
  overlapsOf,
  sharedNeuronsFinding,
} from "../../claims/subnetwork_findings.ts";
import { atSize } from "../../claims/wording.ts";
import { STRATEGY_STYLES } from "./styles.ts";
import {
  requireNetworks,
  requireSize,
  retrainedSizes,
  sizeNote,
  type SubnetworkFigureOptions,
} from "./values.ts";

/**
 * Draws how many neurons every two strategies share: the mean Jaccard index over networks and hidden
 * layers, coloured by how far it is from that of neurons drawn at random.
 *
 * @throws {PlotError} when there is no network, no sub-networks of that size, or a single strategy
 */
export function sharedNeuronsFigure(
  result: RetrainingResult,
  { size = "k*" }: SubnetworkFigureOptions = {},
): DataFigure {
  requireNetworks(result);
  requireSize(retrainedSizes(result), size);
  const all = overlapsOf(result, size);
  if (all.length === 0) {
    throw new PlotError(`Cannot compare neurons ${atSize(size)}: there is only one strategy`);
  }
  const chance = decimal(summarise(all.map((overlap) => overlap.chance)).mean);
  return dataFigure({
    title: sharedNeuronsFinding(result, all).statement,
    subtitle: [
      `Jaccard index of the neurons that two strategies keep ${atSize(size)}: those that both ` +
      "keep, as a share of those that either keeps; mean over networks and hidden layers. " +
      `Neurons drawn at random would have ${chance}.`,
      sizeNote(result, size),
    ],
    description: [
      "A triangle of cells, one for every two strategies, with the mean Jaccard index of the neurons " +
      `they keep. Chance is ${chance}.`,
      ...all.map(({ first, second, jaccard }) =>
        `${nameOf(first)} and ${nameOf(second)}: ${decimal(jaccard.mean)}.`
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

const nameOf = (strategy: StrategyName): string => STRATEGY_STYLES[strategy].label;

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
    Math.max(...strategies.map((strategy) => textWidth(nameOf(strategy), SIZE.tick)));
  const left = NAME_GAP + widest(rows);
  const width = Math.min(LARGEST_WIDTH, (INNER_WIDTH - left) / columns.length);
  const grid = { left, top: 0, width, height: CELL_HEIGHT };
  const below = CELL_HEIGHT * rows.length + NAME_GAP;
  const scale = {
    negative: tint(PALETTE.negative, SHADE),
    positive: tint(PALETTE.positive, SHADE),
    // With all overlaps as expected any limit will do.
    limit: Math.max(...overlaps.map(({ excess }) => Math.abs(excess.mean))) || 1,
  };
  const cells = overlaps.map(({ first, second, jaccard, excess: { mean } }) => {
    const fill = tint(mean < 0 ? scale.negative : scale.positive, Math.abs(mean) / scale.limit);
    const cell = [rows.indexOf(second), columns.indexOf(first)] as const;
    return gridCell(grid, cell, fill, jaccard.mean.toFixed(2), { "text-anchor": "middle" });
  });
  const svg = tickTexts([
    ...cells,
    ...rows.map((strategy, at) => rowName(grid, at, nameOf(strategy))),
    ...columns.map((strategy, at) => columnName(grid, at, nameOf(strategy), below, "end")),
  ]);
  return stacked([
    { svg, height: below + widest(columns) },
    colourBar(scale, "Jaccard index minus chance"),
  ], 14);
}
