/**
 * Which strategies choose the same neurons.
 * @module
 */
import type { Figure2Result, SubnetworkSize } from "../../experiments/figure2_result.ts";
import { type KeptNeurons, STRATEGIES, type StrategyName } from "../../selection/strategy.ts";
import { expectedJaccard, jaccardIndex } from "../../statistics/jaccard.ts";
import { summarise } from "../../statistics/summary.ts";
import { type Estimate, estimate } from "../kit/estimate.ts";
import { type DataFigure, dataFigure, PlotError } from "../kit/figure.ts";
import { decimal, enumerate, finding } from "../kit/format.ts";
import { colourBar, type DivergingScale } from "../kit/images.ts";
import { type Drawing, element, stacked, textElement } from "../kit/svg.ts";
import { textWidth } from "../kit/text.ts";
import { INNER_WIDTH, PALETTE, SIZE, tint } from "../kit/theme.ts";
import type { SubnetworkFigureOptions } from "./figure2.ts";
import { STRATEGY_LOOKS } from "./looks.ts";
import { atSize, requireSize, retrainedSizes, sizeNote } from "./sizes.ts";
import { requireNetworks, strategiesAmong } from "./values.ts";

/**
 * Draws how many neurons every two strategies share: the mean Jaccard index over networks and hidden
 * layers, coloured by how far it is from that of neurons drawn at random. The title says with which
 * strategies synergy shares more neurons than chance, and which two share most.
 *
 * @throws {PlotError} when there is no network, no sub-networks of that size, or a single strategy
 */
export function sharedNeuronsFigure(
  result: Figure2Result,
  { size = "k*" }: SubnetworkFigureOptions = {},
): DataFigure {
  requireNetworks(result);
  requireSize(retrainedSizes(result), size);
  const all = overlapsOf(result, size);
  if (all.length === 0) {
    throw new PlotError(`Cannot compare neurons ${atSize(size)}: there is only one strategy`);
  }
  const chance = decimal(summarise(all.map((overlap) => overlap.chance)).mean, 2);
  return dataFigure(
    {
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
          `${nameOf(first)} and ${nameOf(second)}: ${decimal(jaccard.mean, 2)}.`
        ),
      ],
      drawing: drawOverlaps(all),
    },
    {
      size: () => size,
      first_strategy: (row) => row.first,
      second_strategy: (row) => row.second,
      networks: (row) => row.jaccard.count,
      mean_jaccard_index: (row) => row.jaccard.mean,
      interval_95_low: (row) => row.jaccard.confidenceInterval?.[0],
      interval_95_high: (row) => row.jaccard.confidenceInterval?.[1],
      chance_jaccard_index: (row) => row.chance,
    },
    all,
  );
}

/** Two strategies, over networks and hidden layers. */
export interface Overlap {
  readonly first: StrategyName;
  readonly second: StrategyName;
  /** Mean Jaccard index: neurons that both keep, as a share of those that either keeps. 0..1. */
  readonly jaccard: Estimate;
  /** Mean Jaccard index of sets of the same sizes drawn at random. */
  readonly chance: number;
  /** Jaccard index minus chance. */
  readonly excess: Estimate;
}

/**
 * Overlaps of all pairs of strategies, each with those before it: means over draws and hidden layers of
 * a network, then over networks.
 */
function overlapsOf(result: Figure2Result, size: SubnetworkSize): Overlap[] {
  const kept = new Map(STRATEGIES.map((strategy) => [strategy, keptBy(result, strategy, size)]));
  return STRATEGIES.flatMap((second, at) =>
    STRATEGIES.slice(0, at).flatMap((first): Overlap[] => {
      const networks = result.networks.flatMap((_, network) => {
        const pairs = kept.get(first)![network]!.flatMap((one) =>
          kept.get(second)![network]!.map((other) => compareLayers(one, other, result.hiddenWidths))
        );
        return pairs.length === 0 ? [] : [meanOf(pairs)];
      });
      if (networks.length === 0) return [];
      return [{
        first,
        second,
        jaccard: estimate(networks.map((one) => one.jaccard)),
        chance: summarise(networks.map((one) => one.chance)).mean,
        excess: estimate(networks.map((one) => one.jaccard - one.chance)),
      }];
    })
  );
}

/** A pair of choices in one network. */
interface Pair {
  readonly jaccard: number;
  readonly chance: number;
}

/** For each network, what a strategy kept in each of its draws. */
function keptBy(
  { networks }: Figure2Result,
  strategy: StrategyName,
  size: SubnetworkSize,
): KeptNeurons[][] {
  return networks.map(({ retrainings }) => {
    const draws = new Map(
      retrainings.filter((one) =>
        one.strategy === strategy && one.size === size && one.start === "rewound"
      ).map(({ draw, kept }) => [draw, kept]),
    );
    return [...draws.values()];
  });
}

function compareLayers(
  first: KeptNeurons,
  second: KeptNeurons,
  hiddenWidths: readonly number[],
): Pair {
  return meanOf(hiddenWidths.map((width, layer) => {
    const [one, other] = [first[layer]!, second[layer]!];
    return {
      jaccard: jaccardIndex(one, other),
      chance: expectedJaccard(width, one.length, other.length),
    };
  }));
}

function meanOf(pairs: readonly Pair[]): Pair {
  return {
    jaccard: summarise(pairs.map((one) => one.jaccard)).mean,
    chance: summarise(pairs.map((one) => one.chance)).mean,
  };
}

function titleOf(result: Figure2Result, all: readonly Overlap[], chance: string): string {
  const [only] = all;
  if (only !== undefined && all.length === 1) {
    const share = decimal(only.jaccard.mean, 2);
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
    `(${decimal(most.jaccard.mean, 2)}, chance ${chance})`;
  const synergy = synergyClause(all);
  return finding(result, synergy === undefined ? pair : `${pair}; ${synergy}`);
}

/**
 * With which strategies synergy shares more neurons than chance. Its complement is left out, which it
 * shares none with by construction. Nothing where there is no other strategy.
 */
function synergyClause(all: readonly Overlap[]): string | undefined {
  const own = all.filter(({ first, second }) => first === "synergy" && second !== "complement");
  if (own.length === 0) return undefined;
  const more = own.filter(({ excess }) => excess.side === "above")
    .map(({ second }) => nameOf(second));
  return more.length === 0
    ? "synergy shares with no strategy more than chance"
    : `synergy shares more than chance with ${enumerate(more)}`;
}

function nameOf(strategy: StrategyName): string {
  return STRATEGY_LOOKS[strategy].label;
}

const NAME_GAP = 8;
const CELL_HEIGHT = 34;
const LARGEST_WIDTH = 62;
const LINE = 1.5;
/** Cells are no darker than this share of a colour, for numbers to be read on them. */
const SHADE = 0.6;

/**
 * Draws a cell for every pair of strategies: the Jaccard index as a number, and as a colour how far it
 * is from chance.
 */
export function drawOverlaps(overlaps: readonly Overlap[]): Drawing {
  const rows = strategiesAmong(overlaps.map(({ second }) => ({ strategy: second })));
  const columns = strategiesAmong(overlaps.map(({ first }) => ({ strategy: first })));
  const left = NAME_GAP +
    Math.max(...rows.map((strategy) => textWidth(nameOf(strategy), SIZE.tick)));
  const width = Math.min(LARGEST_WIDTH, (INNER_WIDTH - left) / columns.length);
  const bottom = CELL_HEIGHT * rows.length;
  const limit = Math.max(...overlaps.map(({ excess }) => Math.abs(excess.mean)));
  // With all overlaps as expected any limit will do.
  const scale = { ...COLOURS, limit: limit || 1 };
  const cells = overlaps.map((overlap) => {
    const x = left + columns.indexOf(overlap.first) * width;
    const y = rows.indexOf(overlap.second) * CELL_HEIGHT;
    const place = { x: x + LINE / 2, y: y + LINE / 2 };
    const size = { width: width - LINE, height: CELL_HEIGHT - LINE };
    return element("rect", { ...place, ...size, fill: colourOf(overlap, scale) }) +
      textElement(overlap.jaccard.mean.toFixed(2), {
        x: x + width / 2,
        y: y + CELL_HEIGHT / 2,
        dy: "0.35em",
        "text-anchor": "middle",
      });
  });
  const names = [
    ...rows.map((strategy, at) =>
      textElement(nameOf(strategy), {
        x: left - NAME_GAP,
        y: (at + 0.5) * CELL_HEIGHT,
        dy: "0.35em",
        "text-anchor": "end",
      })
    ),
    ...columns.map((strategy, at) =>
      textElement(nameOf(strategy), {
        transform: `translate(${left + (at + 0.5) * width},${bottom + NAME_GAP}) rotate(-90)`,
        dy: "0.35em",
        "text-anchor": "end",
      })
    ),
  ];
  const longest = Math.max(...columns.map((strategy) => textWidth(nameOf(strategy), SIZE.tick)));
  const look = { "font-size": SIZE.tick, fill: PALETTE.ink };
  return stacked([
    { svg: element("g", look, ...cells, ...names), height: bottom + NAME_GAP + longest },
    colourBar(scale, 2, "Jaccard index minus chance"),
  ], 14);
}

const COLOURS = {
  negative: tint(PALETTE.negative, SHADE),
  positive: tint(PALETTE.positive, SHADE),
} as const;

function colourOf({ excess }: Overlap, { negative, positive, limit }: DivergingScale): string {
  return tint(excess.mean < 0 ? negative : positive, Math.abs(excess.mean) / limit);
}
