/**
 * Which strategies choose the same neurons.
 * @module
 */
import type { Figure2Result } from "../../experiments/figure2_result.ts";
import type { StrategyName } from "../../selection/strategies.ts";
import { summarise } from "../../statistics/summary.ts";
import { composeFigure } from "../compose.ts";
import { csvText } from "../csv.ts";
import { PlotError } from "../error.ts";
import type { DataFigure } from "../figure.ts";
import { finding } from "../finding.ts";
import { decimal, enumerate, sentences } from "../format.ts";
import { sideOf } from "../side.ts";
import type { SubnetworkFigureOptions } from "./figure2.ts";
import { requireNetworks } from "./network_values.ts";
import { type Overlap, overlaps } from "./overlap.ts";
import { drawOverlaps } from "./overlap_cells.ts";
import { STRATEGY_LOOKS } from "./strategy_looks.ts";
import { atSize, requireSize, retrainedSizes, sizeNote } from "./subnetwork_sizes.ts";

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
  const all = overlaps(result, size);
  if (all.length === 0) {
    throw new PlotError(`Cannot compare neurons ${atSize(size)}: there is only one strategy`);
  }
  const chance = decimal(summarise(all.map((overlap) => overlap.chance)).mean, 2);
  const { svg, height } = drawOverlaps(all);
  return {
    ...composeFigure({
      title: titleOf(result, all, chance),
      subtitle: sentences(
        `Jaccard index of the neurons that two strategies keep ${atSize(size)}: those that both ` +
          "keep, as a share of those that either keeps; mean over networks and hidden layers. " +
          `Neurons drawn at random would have ${chance}.`,
        sizeNote(result, size),
      ),
      description: sentences(
        "A triangle of cells, one for every two strategies, with the mean Jaccard index of the neurons " +
          `they keep. Chance is ${chance}.`,
        ...all.map(({ first, second, jaccard }) =>
          `${nameOf(first)} and ${nameOf(second)}: ${decimal(jaccard.mean, 2)}.`
        ),
      ),
      drawing: svg,
      height,
    }),
    csv: csvText(
      {
        size: "size",
        first: "first_strategy",
        second: "second_strategy",
        networks: "networks",
        jaccard: "mean_jaccard_index",
        low: "interval_95_low",
        high: "interval_95_high",
        chance: "chance_jaccard_index",
      },
      all.map(({ first, second, jaccard, chance }) => {
        const { count, mean, confidenceInterval: [low, high] = [undefined, undefined] } =
          jaccard.summary;
        return { size, first, second, networks: count, jaccard: mean, low, high, chance };
      }),
    ),
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
  const more = own.filter(({ excess }) => sideOf(excess.summary) === "above")
    .map(({ second }) => nameOf(second));
  return more.length === 0
    ? "synergy shares with no strategy more than chance"
    : `synergy shares more than chance with ${enumerate(more)}`;
}

function nameOf(strategy: StrategyName): string {
  return STRATEGY_LOOKS[strategy].label;
}
