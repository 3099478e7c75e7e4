/** Which strategies choose the same neurons. */
import type {
  KeptNeurons,
  NetworkSubnetworks,
  RetrainingResult,
  SubnetworkSize,
} from "../result.ts";
import { STRATEGY_NAMES, type StrategyName } from "../../../selection/strategies.ts";
import { expectedJaccard, jaccardIndex, summarise } from "../../../statistics/mod.ts";
import { columnName, gridCell, NAME_GAP, rowName } from "../../../figures/kit/cells.ts";
import { estimate } from "../../../figures/kit/estimate.ts";
import { type DataFigure, dataFigure, PlotError } from "../../../figures/kit/figure.ts";
import { colourBar } from "../../../figures/kit/images.ts";
import { type Drawing, element, stacked } from "../../../figures/kit/svg.ts";
import { decimal, enumerate, finding, textWidth } from "../../../figures/kit/text.ts";
import { INNER_WIDTH, PALETTE, SIZE, tint } from "../../../figures/kit/theme.ts";
import type { SubnetworkFigureOptions } from "./figure2.ts";
import { STRATEGY_LOOKS } from "./looks.ts";
import { atSize, requireSize, retrainedSizes, sizeNote } from "./sizes.ts";
import { requireNetworks } from "./values.ts";

/**
 * Draws how many neurons every two strategies share: the mean Jaccard index over networks and hidden
 * layers, coloured by how far it is from that of neurons drawn at random. The title says with which
 * strategies synergy shares more neurons than chance, and which two share most.
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
  const chance = decimal(meanOf(all.map((overlap) => overlap.chance)));
  return dataFigure({
    title: titleOf(result, all, chance),
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

/**
 * Jaccard indices, 0..1, of each strategy with those before it: means over draws and hidden layers, then over
 * networks. `chance` is that of sets of the same sizes drawn at random, `excess` is the index minus chance.
 */
function overlapsOf({ networks, layers }: RetrainingResult, size: SubnetworkSize) {
  return STRATEGY_NAMES.flatMap((second, at) =>
    STRATEGY_NAMES.slice(0, at).flatMap((first) => {
      const means = networks.flatMap((network) => {
        const pairs = keptBy(network, first, size).flatMap((one) =>
          keptBy(network, second, size).map((other) =>
            layers.map(({ units }, at) => ({ units, one: one[at]!, other: other[at]! }))
          )
        );
        const mean = (measure: (layer: typeof pairs[number][number]) => number) =>
          meanOf(pairs.map((pair) => meanOf(pair.map(measure))));
        return pairs.length === 0 ? [] : [{
          jaccard: mean(({ one, other }) => jaccardIndex(one, other)),
          chance: mean(({ units, one, other }) => expectedJaccard(units, one.length, other.length)),
        }];
      });
      if (means.length === 0) return [];
      return [{
        first,
        second,
        jaccard: estimate(means.map(({ jaccard }) => jaccard)),
        chance: meanOf(means.map(({ chance }) => chance)),
        excess: estimate(means.map(({ jaccard, chance }) => jaccard - chance)),
      }];
    })
  );
}

export type Overlap = ReturnType<typeof overlapsOf>[number];

const meanOf = (values: readonly number[]): number => summarise(values).mean;

/** What a strategy kept in each of its draws; the same under all removals. */
function keptBy(
  { retrainings }: NetworkSubnetworks,
  strategy: StrategyName,
  size: SubnetworkSize,
): KeptNeurons[] {
  const own = retrainings.filter((one) =>
    one.strategy === strategy && one.size === size && one.start === "rewound"
  );
  return [...new Map(own.map(({ draw, kept }) => [draw, kept])).values()];
}

function titleOf(result: RetrainingResult, all: readonly Overlap[], chance: string): string {
  const [only] = all;
  if (only !== undefined && all.length === 1) {
    const share = decimal(only.jaccard.mean);
    return finding(
      result,
      `${nameOf(only.first)} and ${nameOf(only.second)} share ${share} of their neurons ` +
        `(chance ${chance})`,
    );
  }
  const most = all.reduce((first, second) =>
    second.jaccard.mean > first.jaccard.mean ? second : first
  );
  const pair = `${nameOf(most.first)} and ${nameOf(most.second)} share most neurons ` +
    `(${decimal(most.jaccard.mean)}, chance ${chance})`;
  const synergy = synergyClause(all);
  return finding(result, synergy === undefined ? pair : `${pair}; ${synergy}`);
}

/** Whom synergy shares more with than chance; not its complement, with which it shares none. */
function synergyClause(all: readonly Overlap[]): string | undefined {
  const own = all.filter(({ first, second }) => first === "synergy" && second !== "complement");
  if (own.length === 0) return undefined;
  const more = own.filter(({ excess }) => excess.side === "above")
    .map(({ second }) => nameOf(second));
  return more.length === 0
    ? "synergy shares with no strategy more than chance"
    : `synergy shares more than chance with ${enumerate(more)}`;
}

const nameOf = (strategy: StrategyName): string => STRATEGY_LOOKS[strategy].label;

const CELL_HEIGHT = 34;
const LARGEST_WIDTH = 62;
/** Cells are no darker than this share of a colour, for numbers to be read on them. */
const SHADE = 0.6;

/** A cell for every pair: the Jaccard index, and as a colour how far it is from chance. */
export function drawOverlaps(overlaps: readonly Overlap[]): Drawing {
  const rows = STRATEGY_NAMES.filter((strategy) =>
    overlaps.some(({ second }) => second === strategy)
  );
  const columns = STRATEGY_NAMES.filter((strategy) =>
    overlaps.some(({ first }) => first === strategy)
  );
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
    return gridCell(
      grid,
      [rows.indexOf(second), columns.indexOf(first)],
      fill,
      jaccard.mean.toFixed(2),
      { "text-anchor": "middle" },
    );
  });
  const svg = element(
    "g",
    { "font-size": SIZE.tick, fill: PALETTE.ink },
    ...cells,
    ...rows.map((strategy, at) => rowName(grid, at, nameOf(strategy))),
    ...columns.map((strategy, at) => columnName(grid, at, nameOf(strategy), below, "end")),
  );
  return stacked([
    { svg, height: below + widest(columns) },
    colourBar(scale, "Jaccard index minus chance"),
  ], 14);
}
