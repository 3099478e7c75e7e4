/** Results of re-trained sub-networks as they might come out: rows with accuracies of choice. */
import type {
  BestSize,
  KeptNeurons,
  RemovalOrder,
  RetrainingResult,
  RowConditions,
  Start,
  SubnetworkRemoval,
  SubnetworkRow,
  SubnetworkSize,
} from "../../../lib/paper/subnetworks/result.ts";
import { mlp } from "../../../lib/models/mod.ts";
import { hiddenLayers, type Layer } from "../../../lib/models/spec.ts";
import {
  deriveSeed,
  integerBelow,
  type RandomSource,
  randomSource,
  uniform,
} from "../../../lib/system/random/mod.ts";
import {
  STRATEGIES,
  STRATEGY_NAMES,
  type StrategyName,
} from "../../../lib/selection/strategies.ts";

/** A sub-network of the plan; conditions that are not given are those of the result. */
export interface Cell extends Partial<RowConditions> {
  readonly network: number;
  readonly strategy: StrategyName;
  readonly size: SubnetworkSize;
  readonly removal: SubnetworkRemoval;
  readonly start: Start;
  readonly draw: number;
}

/** Sub-networks beside the plan, under conditions of their own. */
export interface Arm extends Partial<RowConditions> {
  /** Default: the four of the paper. */
  readonly strategies?: readonly StrategyName[];
  /** Default: k*. */
  readonly sizes?: readonly SubnetworkSize[];
  /** None: right after removal, without re-training. Default: removed. */
  readonly removals?: readonly SubnetworkRemoval[];
  /** Default: rewound. */
  readonly start?: Start;
}

/** What is invented; everything has a default. */
export interface Invention {
  readonly networks?: number;
  readonly sizes?: readonly SubnetworkSize[];
  readonly strategies?: readonly StrategyName[];
  readonly removals?: readonly SubnetworkRemoval[];
  readonly draws?: number;
  readonly hiddenWidths?: readonly number[];
  readonly selection?: RetrainingResult["selection"];
  readonly sizeSearch?: RetrainingResult["sizeSearch"];
  /** Test accuracies of the whole networks, in per cent. Default: 96. */
  readonly whole?: readonly number[];
  /** Standard deviation of accuracies between networks and between sub-networks, in points. */
  readonly noise?: number;
  /** Points that a sub-network has more than others of its size; −Infinity leaves it out. */
  readonly advantage?: (cell: Cell) => number;
  /** Points that it has more right after removal. */
  readonly ablationAdvantage?: (cell: Omit<Cell, "removal" | "start">) => number;
  /** Test accuracy of a sub-network in per cent, in place of all that; `undefined` leaves it out. */
  readonly accuracy?: (cell: Cell) => number | undefined;
  /** Default: random neurons that were removed start from fresh weights as well. */
  readonly hasFresh?: (cell: Pick<Cell, "strategy" | "removal">) => boolean;
  readonly seed?: number;
  /** Sub-networks beside those of the plan; `ARMS` has all that the study makes. */
  readonly arms?: readonly Arm[];
  /** Test accuracies of the whole networks after the longer training, in per cent. Default: as `whole`. */
  readonly longWhole?: readonly number[];
}

/** Updates of the paper's networks, and here of those of a result. */
export const UPDATES = 93_750;

/** Updates of a longer training. */
export const LONG_UPDATES = 2 * UPDATES;

/** The strategies of figure 2. */
const PLANNED: readonly StrategyName[] = STRATEGY_NAMES.filter((name) =>
  !["synergy-without-label", "random-live", "synergy-greedy"].includes(name)
);

/** The strategies that the paper compares. */
const PAPER: readonly StrategyName[] = ["synergy", "random", "mi-model", "mi-mixture"];

/** One layer at a time, all controls, and the longer training, for three hidden layers. */
export const ARMS: readonly Arm[] = [
  ...["fc1", "fc2", "fc3"].map((layers): Arm => ({ layers, removals: ["zero", "frozen"] })),
  ...["fc1", "fc2", "fc3"].map((layers): Arm => ({ layers, removals: [] })),
  { batchOrder: "other" },
  { removals: ["frozen-final"] },
  { strategies: ["synergy-without-label", "random-live"] },
  { strategies: ["synergy-without-label", "random-live"], removals: [] },
  { selection: "training" },
  { selection: "training", removals: [] },
  { start: "dense", strategies: ["random"], sizes: [4, 8, 12, 16, 20, "k*"] },
  ...(["highest-first", "lowest-first", "random"] as const).map((order: RemovalOrder): Arm => ({
    order,
    removals: [],
    strategies: order === "random" ? ["random"] : ["mi-model", "mi-mixture"],
    sizes: Array.from({ length: 19 }, (_, at) => at + 1),
  })),
  { updates: LONG_UPDATES },
  { updates: LONG_UPDATES, removals: [] },
];

/** Hidden layers of these widths. */
export const hiddenOf = (...widths: readonly number[]): Layer[] =>
  hiddenLayers(mlp([1, ...widths, 1]));

/** Networks with all strategies; without `noise` those of one size are as good as each other. */
export function invented(invention: Invention = {}): RetrainingResult {
  const { hiddenWidths = [20, 20, 20], selection = "test", sizeSearch = "exact" } = invention;
  const { strategies = PLANNED, arms = [] } = invention;
  const count = invention.networks ?? invention.whole?.length ?? 3;
  const networks = Array.from({ length: count }, (_, network) => network);
  const layers = hiddenOf(...hiddenWidths);
  const bestSizes = networks.flatMap((network) =>
    (["greedy", "exact"] as const).flatMap((search) => {
      const random = randomSource(deriveSeed(invention.seed ?? 1, network, search));
      return layers.map(({ name: layer, units }): BestSize => (
        { network, layer, search, size: Math.min(units, 6 + integerBelow(random, 5)) }
      ));
    })
  );
  const longUpdates = arms.find((arm) => arm.updates !== undefined)?.updates;
  return {
    ...{
      layers,
      strategies,
      selection,
      sizeSearch,
      networks,
      bestSizes,
      classes: 10,
      updates: UPDATES,
    },
    ...(longUpdates !== undefined && { longUpdates }),
    rows: networks.flatMap((network) => [
      ...networkRows(network, bestSizes, invention),
      ...(longUpdates === undefined
        ? []
        : networkRows(network, bestSizes, longNetwork(invention)).slice(0, 1)
          .map((row) => ({ ...row, updates: longUpdates }))),
      ...arms.flatMap((arm, at) => {
        const { strategies = PAPER, sizes = ["k*"], removals = ["zero"], start = "rewound" } = arm;
        const { strategies: _s, sizes: _z, removals: _r, start: _t, ...conditions } = arm;
        return networkRows(network, bestSizes, {
          ...arm.updates === undefined ? invention : longNetwork(invention),
          ...{ strategies, sizes, removals },
        }, { at, start, ...conditions }).filter((row) =>
          row.size !== "all" && row.retrained === removals.length > 0
        );
      }),
    ]),
  };
}

const longNetwork = ({ longWhole, whole = [], ...rest }: Invention): Invention => (
  { ...rest, whole: longWhole ?? whole }
);

/** A whole network and its sub-networks. */
function networkRows(
  network: number,
  bestSizes: readonly BestSize[],
  invention: Invention,
  arm?: Partial<RowConditions> & Pick<Cell, "start"> & { readonly at: number },
): SubnetworkRow[] {
  const {
    sizes = [4, 8, 12, 16, 20, "k*", "k* exact"],
    strategies = PLANNED,
    removals = ["zero", "frozen"],
    selection = "test",
    draws = 2,
    hiddenWidths = [20, 20, 20],
    noise = 0,
    advantage = () => 0,
    ablationAdvantage = () => 0,
    accuracy,
    hasFresh = ({ strategy, removal }) => strategy === "random" && removal === "zero",
    seed = 1,
  } = invention;
  const first = randomSource(deriveSeed(seed, network));
  const whole = (invention.whole?.[network] ?? 96) + noise * normal(first);
  const random = arm ? randomSource(deriveSeed(seed, network, "arm", arm.at)) : first;
  const sizesOf = (size: SubnetworkSize) =>
    hiddenWidths.map((_, at) => {
      if (typeof size === "number") return size;
      const search = size === "k*" ? "greedy" : "exact";
      return bestSizes.filter((one) => one.network === network && one.search === search)[at]!.size;
    });
  const { start: armStart = "rewound", at: _, ...own }: Partial<NonNullable<typeof arm>> = arm ??
    {};
  const conditions: Partial<RowConditions> = own;
  const common = { network, selection, layers: "all", updates: UPDATES, ...conditions };
  // Only activations of other samples lead to other choices of the same strategy.
  const choice = conditions.selection === undefined ? seed : seed + 1;
  const thin = (kept: KeptNeurons) =>
    armStart === "dense"
      ? kept.map(({ length }) => [...Array(length).keys()])
      : common.layers === "all"
      ? kept
      : kept.map((neurons, at) =>
        common.layers === `fc${at + 1}` ? neurons : [...Array(hiddenWidths[at]!).keys()]
      );
  const rows: SubnetworkRow[] = [{
    ...common,
    ...{ strategy: "whole network", size: "all", draw: 0, retrained: false },
    kept: hiddenWidths.map((width) => Array.from({ length: width }, (_, unit) => unit)),
    ...{ trainAccuracy: 0.98, testAccuracy: whole / 100, testLoss: 0.14 },
  }];
  for (const size of sizes) {
    for (const strategy of strategies) {
      for (let draw = 0; draw < (STRATEGIES.get(strategy).draws ? draws : 1); draw++) {
        const kept = thin(keep(strategy, sizesOf(size), hiddenWidths, [choice, network, draw]));
        const place = { network, strategy, size, draw };
        const loss = lossOf(kept, hiddenWidths);
        for (const removal of removals) {
          const starts: Start[] = [armStart];
          if (arm === undefined && hasFresh({ strategy, removal })) starts.push("fresh");
          for (const start of starts) {
            const cell = { ...place, removal, start, ...conditions };
            const more = advantage(cell) + noise * normal(random);
            const own = accuracy === undefined
              ? Math.min(100, whole - loss + more)
              : accuracy(cell) ?? -Infinity;
            if (own === -Infinity) continue;
            rows.push({
              ...common,
              batchOrder: "original",
              ...cell,
              kept,
              retrained: true,
              trainAccuracy: Math.min(1, own / 100 + 0.01),
              testAccuracy: own / 100,
              testLoss: 0.14,
            });
          }
        }
        const ablated = whole - 12 * loss + ablationAdvantage({ ...place, ...conditions }) +
          noise * normal(random);
        const testAccuracy = Math.max(10, Math.min(96, ablated)) / 100;
        rows.push({ ...common, ...place, kept, retrained: false, testAccuracy });
      }
    }
  }
  return rows;
}

/** The plan of the paper, with noise and with differences as small as prototypes found them. */
export function plausible(invention: Invention = {}): RetrainingResult {
  const worse: Partial<Record<StrategyName, number>> = {
    redundancy: 1.2,
    complement: 0.8,
    "mi-mixture": 0.5,
    "mi-model": 0.35,
    magnitude: -0.3,
    "iterative-magnitude": -0.6,
  };
  return invented({
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

/** What is re-trained beside the paper's own reading; `fresh` are accuracies of fresh weights, in per cent. */
export interface Plan extends Pick<Invention, "sizes" | "removals" | "selection"> {
  readonly fresh?: readonly number[];
}

/**
 * Networks with the given test accuracies in per cent: of the whole network, and of its sub-networks by
 * strategy, alike in all sizes and removals. What is random or fresh has two draws, 3 points above and
 * below its accuracy.
 */
export function compared(
  whole: readonly number[],
  strategies: Partial<Record<StrategyName, readonly number[]>>,
  { sizes = ["k*"], removals = ["zero"], selection = "test", fresh }: Plan = {},
): RetrainingResult {
  const named = Object.keys(strategies) as StrategyName[];
  return invented({
    whole,
    ...{ sizes, removals, selection },
    strategies: fresh === undefined ? named : [...new Set<StrategyName>([...named, "random"])],
    hasFresh: ({ strategy }) => fresh !== undefined && strategy === "random",
    accuracy: ({ network, strategy, start, draw }) => {
      const own = (start === "fresh" ? fresh : strategies[strategy])?.[network];
      return own === undefined || strategy !== "random" ? own : own + (draw === 0 ? 3 : -3);
    },
  });
}

/**
 * Accuracies `shift` above `base`, and `noise` more and less in turn. Paired with `base`, ten networks
 * differ by `shift` with a standard error of noise/3: the 95 % interval reaches 0.754·noise to either
 * side of `shift`, the 90 % one 0.611·noise.
 */
export function shifted(base: readonly number[], shift: number, noise = 0.1): number[] {
  return base.map((value, i) => value + shift + (i % 2 === 0 ? noise : -noise));
}

/** Test accuracies of ten whole networks, in per cent. */
export const WHOLE: readonly number[] = [
  95.8,
  96.4,
  95.9,
  96.1,
  96.6,
  95.7,
  96.2,
  96.0,
  96.3,
  95.6,
];

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
  "synergy-without-label": { information: 0.3, weights: 0.4, synergy: 1, label: 0.2 },
  "random-live": {},
  "synergy-greedy": { information: 0.3, weights: 0.4, synergy: 0.3 },
};

/** The neurons of each layer that a strategy ranks highest. */
function keep(
  strategy: StrategyName,
  sizes: readonly number[],
  hiddenWidths: readonly number[],
  [seed, network, draw]: readonly [number, number, number],
): KeptNeurons {
  const tastes: Readonly<Record<string, number>> = STRATEGIES.get(strategy).draws
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
