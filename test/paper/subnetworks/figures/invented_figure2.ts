/** Results of figure 2 as they might come out, and with accuracies of choice. */
import type {
  Ablation,
  KeptNeurons,
  NetworkSubnetworks,
  Retraining,
  RetrainingResult,
  Start,
  SubnetworkSize,
} from "../../../../lib/paper/subnetworks/result.ts";
import {
  deriveSeed,
  integerBelow,
  type RandomSource,
  randomSource,
  uniform,
} from "../../../../lib/system/random/mod.ts";
import { STRATEGY_NAMES, type StrategyName } from "../../../../lib/selection/strategies.ts";
import type { Removal } from "../../../../lib/selection/treatments.ts";

import { hiddenOf } from "../invented_figure2.ts";

/** A sub-network of the plan. */
export interface InventedCell {
  readonly network: number;
  readonly strategy: StrategyName;
  readonly size: SubnetworkSize;
  readonly removal: Removal;
  readonly start: Start;
}

/** What is invented; everything has a default. */
export interface Invention {
  readonly networks?: number;
  readonly sizes?: readonly SubnetworkSize[];
  readonly strategies?: readonly StrategyName[];
  readonly removals?: readonly Removal[];
  readonly draws?: number;
  readonly hiddenWidths?: readonly number[];
  readonly selection?: RetrainingResult["selection"];
  readonly sizeSearch?: RetrainingResult["sizeSearch"];
  /** Standard deviation of accuracies between networks and between sub-networks, in points. */
  readonly noise?: number;
  /** Points that a sub-network has more than others of its size; −Infinity leaves it out. */
  readonly advantage?: (cell: InventedCell) => number;
  /** Points that it has more right after removal. */
  readonly ablationAdvantage?: (cell: Omit<InventedCell, "removal" | "start">) => number;
  readonly seed?: number;
}

/** Accuracy of the whole network, in per cent. */
const WHOLE = 96;

/** Networks with all strategies; without `noise` those of one size are as good as each other. */
export function inventedFigure2(invention: Invention = {}): RetrainingResult {
  const {
    networks = 3,
    hiddenWidths = [20, 20, 20],
    selection = "test",
  } = invention;
  return {
    layers: hiddenOf(...hiddenWidths),
    selection,
    sizeSearch: invention.sizeSearch ?? "exact",
    networks: Array.from({ length: networks }, (_, index) => inventNetwork(index, invention)),
  };
}

/** The plan of the paper, with noise and with differences as small as prototypes found them. */
export function plausibleFigure2(invention: Invention = {}): RetrainingResult {
  const worse: Partial<Record<StrategyName, number>> = {
    redundancy: 1.2,
    complement: 0.8,
    "mi-mixture": 0.5,
    "mi-model": 0.35,
    magnitude: -0.3,
    "iterative-magnitude": -0.6,
  };
  return inventedFigure2({
    networks: 20,
    noise: 0.15,
    advantage: ({ strategy, size, start }) => {
      const kept = typeof size === "number" ? size : 8;
      const share = 1 - kept / 20;
      return -share * ((worse[strategy] ?? 0) + (start === "fresh" ? 0.1 : 0)) * (8 / kept);
    },
    ablationAdvantage: ({ strategy }) => -8 * (worse[strategy] ?? -1),
    ...invention,
  });
}

function inventNetwork(index: number, invention: Invention): NetworkSubnetworks {
  const {
    sizes = [4, 8, 12, 16, 20, "k*", "k* exact"],
    strategies = STRATEGY_NAMES,
    removals = ["zero", "frozen"],
    draws = 2,
    hiddenWidths = [20, 20, 20],
    noise = 0,
    advantage = () => 0,
    ablationAdvantage = () => 0,
    seed = 1,
  } = invention;
  const random = randomSource(deriveSeed(seed, index));
  const own = noise * normal(random);
  const best = (search: string) => {
    const source = randomSource(deriveSeed(seed, index, search));
    return hiddenWidths.map((width) => Math.min(width, 6 + integerBelow(source, 5)));
  };
  const bestSizes = { greedy: best("greedy"), exact: best("exact") };
  const sizesOf = (size: SubnetworkSize) =>
    typeof size === "number"
      ? hiddenWidths.map(() => size)
      : bestSizes[size === "k*" ? "greedy" : "exact"];
  const retrainings: Retraining[] = [];
  const ablations: Ablation[] = [];
  for (const size of sizes) {
    for (const strategy of strategies) {
      for (let draw = 0; draw < (strategy === "random" ? draws : 1); draw++) {
        const kept = keep(strategy, sizesOf(size), hiddenWidths, [seed, index, draw]);
        const place = { network: index, strategy, size };
        const loss = lossOf(kept, hiddenWidths);
        for (const removal of removals) {
          const starts: Start[] = strategy === "random" && removal === "zero"
            ? ["rewound", "fresh"]
            : ["rewound"];
          for (const start of starts) {
            const more = advantage({ ...place, removal, start }) + noise * normal(random);
            if (more === -Infinity) continue;
            const accuracy = Math.min(100, WHOLE + own - loss + more);
            retrainings.push({
              ...{ strategy, size, removal, start, draw, kept },
              trainAccuracy: Math.min(1, accuracy / 100 + 0.01),
              testAccuracy: accuracy / 100,
              testLoss: 0.14,
            });
          }
        }
        const ablated = WHOLE + own - 12 * loss + ablationAdvantage(place) + noise * normal(random);
        const testAccuracy = Math.max(10, Math.min(WHOLE, ablated)) / 100;
        ablations.push({ strategy, size, draw, kept, testAccuracy });
      }
    }
  }
  return {
    index,
    trainAccuracy: 0.98,
    testAccuracy: (WHOLE + own) / 100,
    bestSizes,
    retrainings,
    ablations,
  };
}

/** Points that a sub-network has less than the whole network. */
function lossOf(kept: KeptNeurons, hiddenWidths: readonly number[]): number {
  const losses = kept.map((neurons, layer) => {
    const share = neurons.length / hiddenWidths[layer]!;
    return 4 * (1 - share) ** 2 / share;
  });
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}

/** Rankings that strategies share, and how much of each they take. */
const TASTES: Readonly<Record<StrategyName, Readonly<Record<string, number>>>> = {
  synergy: { information: 0.3, weights: 0.4, synergy: 1 },
  complement: { information: -0.3, weights: -0.4, synergy: -1 },
  redundancy: { information: 0.5, redundancy: 1 },
  random: {},
  "mi-model": { information: 1, model: 0.3 },
  "mi-mixture": { information: 1, mixture: 0.3 },
  magnitude: { weights: 1, magnitude: 0.4 },
  "iterative-magnitude": { weights: 1, iterative: 0.8 },
};

/** The neurons of each layer that a strategy likes best. */
function keep(
  strategy: StrategyName,
  sizes: readonly number[],
  hiddenWidths: readonly number[],
  [seed, network, draw]: readonly [number, number, number],
): KeptNeurons {
  const tastes: Readonly<Record<string, number>> = strategy === "random"
    ? { [`draw ${draw} of ${sizes}`]: 1 }
    : TASTES[strategy];
  return hiddenWidths.map((width, layer) => {
    const scores = new Array<number>(width).fill(0);
    for (const [ranking, share] of Object.entries(tastes)) {
      const random = randomSource(deriveSeed(seed, network, layer, ranking));
      for (let neuron = 0; neuron < width; neuron++) scores[neuron]! += share * uniform(random);
    }
    const order = scores.map((_, neuron) => neuron).sort((a, b) => scores[b]! - scores[a]!);
    return order.slice(0, sizes[layer]!).sort((a, b) => a - b);
  });
}

/** Roughly standard normal: twelve uniform numbers minus their mean. */
function normal(random: RandomSource): number {
  let sum = -6;
  for (let at = 0; at < 12; at++) sum += uniform(random);
  return sum;
}
