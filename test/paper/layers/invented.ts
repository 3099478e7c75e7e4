/** Tables of the study of layers with values of choice, for wording; and small ones by the real analysis. */
import {
  type End,
  ENDS,
  type LayerRow,
  type LayerSearchResult,
  layerSearchResult,
} from "../../../lib/paper/layers/result.ts";
import { searchEncodings } from "../../../lib/paper/layers/encodings.ts";
import { analyseLayer } from "../../../lib/paper/layers/layer_analysis.ts";
import { estimateRankBias } from "../../../lib/paper/layers/rank_bias.ts";
import { testExtremes } from "../../../lib/paper/layers/significance.ts";
import { discreteTarget, targetEntropy, toVariables } from "../../../lib/information/mod.ts";
import {
  deriveSeed,
  type RandomSource,
  randomSource,
  uniform,
} from "../../../lib/system/random/mod.ts";
import type { Layer } from "../../../lib/models/mod.ts";

/** Ω at the two ends of each size 2, 3, …, in bits. */
export type Ends = Readonly<Record<"redundancy" | "synergy", readonly number[]>>;

/** One layer of one network; what is left out is as in `exact`, or 0. */
export interface InventedLayer {
  readonly exact: Ends;
  readonly greedy?: Ends;
  readonly untrained?: Ends;
  readonly model?: Ends;
  readonly oneHot?: Ends;
  readonly renamings?: readonly Ends[];
  /** Δ of all multiplets, in bits; the rest of Ω(X, y) is Ω(X). */
  readonly target?: number;
  /** Sum of Ω over the pairs of a multiplet with a given Ω(X, y), in bits. */
  readonly pairs?: (oInformation: number) => number;
  /** I(X; y) of multiplets of a size, in bits. Default: 1. */
  readonly together?: (size: number) => number;
  /** The same of the multiplets that the encoding `model` found. Default: not estimated. */
  readonly modelTogether?: (size: number) => number;
  /** Of the most synergistic multiplet of a size, in bits. Default: not estimated. */
  readonly bias?: (size: number) => InventedBias;
  /** Tests of the extremes. Default: not tested. */
  readonly tests?: (size: number, end: End) => InventedTests;
  /** Δ of single classes, in bits. */
  readonly synergyClasses?: readonly number[];
  readonly redundancyClasses?: readonly number[];
  readonly dropped?: number;
}

/** Bias of the ranks, and what it is compared with; what is left out was not estimated. */
export interface InventedBias {
  readonly bias: number;
  readonly deviation?: number;
  readonly unranked?: number;
}

/** Tests of an extreme; what is left out was not made. */
export interface InventedTests {
  readonly bound?: number;
  /** Beside permuted classes, with {@link bound}; default 0.01. */
  readonly pValue?: number;
  /** Of this extreme alone; default: the same. */
  readonly unadjusted?: number;
  /** Beside independent columns. */
  readonly independent?: number;
  /** In bits; the half that was searched has the first value, the other half the second, ± 0.1. */
  readonly halves?: readonly [searched: number, other: number];
  readonly carriedOver?: boolean;
}

const inNats = (bits: number) => bits * Math.LN2;

/** Extremes of sizes 2, 3, … that are the same at every size below the last, where they are 0. */
export function flat(redundancy: number, synergy: number, sizes = 3): Ends {
  const list = (value: number) => [...new Array(sizes - 1).fill(value), 0];
  return { redundancy: list(redundancy), synergy: list(synergy) };
}

/** A result of networks with the same layers, by name: the last one is the output layer. */
export function inventedLayers(
  networks: readonly Readonly<Record<string, InventedLayer>>[],
): LayerSearchResult {
  const first = Object.entries(networks[0] ?? {});
  return {
    layers: first.map(([name, { exact, dropped = 0 }], at) =>
      layerOf(name, exact.synergy.length + 1 + dropped, at === first.length - 1)
    ),
    networks: networks.map((_, index) => index),
    samples: 1000,
    targetEntropy: inNats(2),
    renamings: first[0]?.[1].renamings?.length ?? 0,
    leftOut: networks.flatMap((layers, network) =>
      Object.entries(layers).flatMap(([layer, { exact, dropped = 0 }]) =>
        Array.from({ length: dropped }, (_, at) => (
          { network, layer, neuron: exact.synergy.length + 1 + at, reason: "constant" }
        ))
      )
    ),
    warnings: [],
    rows: networks.flatMap((layers, network) =>
      Object.entries(layers).flatMap(([layer, invented]) => rowsOf(network, layer, invented))
    ),
  };
}

/** Layers whose d is `trained[layer][network]` bits by the greedy search, and `untrained` before training. */
export function withBalance(
  trained: Readonly<Record<string, readonly number[]>>,
  untrained: Readonly<Record<string, readonly number[]>> = {},
): LayerSearchResult {
  const networks = Object.values(trained)[0]!.length;
  const ends = (d: number) => flat(2 + d, -2);
  return inventedLayers(Array.from({ length: networks }, (_, network) =>
    Object.fromEntries(
      Object.entries(trained).map(([name, values]) => [name, {
        exact: ends(values[network]!),
        untrained: ends(untrained[name]?.[network] ?? 0),
      }]),
    )));
}

const layerOf = (name: string, units: number, output: boolean): Layer => (
  { name, role: output ? "output" : "hidden", units, columnsPerUnit: 1 }
);

function rowsOf(network: number, layer: string, invented: InventedLayer): LayerRow[] {
  const { exact, target = 0, renamings = [], pairs = (omega: number) => omega } = invented;
  const { together = () => 1, untrained = exact, modelTogether } = invented;
  const usual = {
    network,
    layer,
    state: "trained",
    estimator: "gaussian-copula",
    encoding: "copula",
    search: "exact",
  } as const;
  const neurons = exact.synergy.length + 1;
  const rows = (ends: Ends, condition: Partial<LayerRow>): LayerRow[] =>
    ends.synergy.flatMap((_, at) =>
      ENDS.map((end) => {
        const size = at + 2;
        const bits = ends[end][at]!;
        const start = end === "synergy" ? 0 : neurons - size;
        return {
          ...usual,
          ...condition,
          size,
          end,
          multiplet: Array.from({ length: size }, (_, neuron) => start + neuron),
          oInformation: inNats(bits),
          featuresOInformation: inNats(bits - target),
          targetContribution: inNats(target),
        };
      })
    );
  const own = rows(exact, {}).map((row) => ({
    ...row,
    pairsOInformation: inNats(pairs(row.oInformation! / Math.LN2)),
    informationTogether: inNats(together(row.size)),
    informationAlone: inNats(0.5),
    ...biasOf(row.end === "synergy" ? invented.bias?.(row.size) : undefined),
    ...testsOf(row, invented.tests?.(row.size, row.end!) ?? {}),
  }));
  const encoded = (condition: Partial<LayerRow>, ends?: Ends): LayerRow[] => [
    ...rows(ends ?? exact, { ...condition, encoding: "none" }),
    ...rows(ends ?? invented.model ?? exact, { ...condition, encoding: "model" }).map((row) =>
      modelTogether === undefined
        ? row
        : { ...row, informationTogether: inNats(modelTogether(row.size)) }
    ),
    ...rows(ends ?? invented.oneHot ?? exact, { ...condition, encoding: "one-hot" }),
  ];
  const classes = {
    synergy: invented.synergyClasses ?? [1, 1, 1, 1],
    redundancy: invented.redundancyClasses ?? [1, 1, 1, 1],
  };
  return [
    ...own,
    ...rows(invented.greedy ?? exact, { search: "greedy" }),
    ...encoded({}),
    ...renamings.flatMap((ends, renaming) => rows(ends, { renaming })),
    ...rows(untrained, { state: "untrained" }),
    ...rows(untrained, { state: "untrained", search: "greedy" }),
    // After all others, as the study has them.
    ...encoded({ search: "greedy" }),
    ...encoded({ state: "untrained" }, untrained),
    ...encoded({ state: "untrained", search: "greedy" }, untrained),
    ...ENDS.flatMap((end) =>
      classes[end].map((bits, classAgainstRest): LayerRow => {
        const multiplet = end === "synergy" ? [0, 1] : [neurons - 2, neurons - 1];
        const targetContribution = inNats(bits);
        return { ...usual, classAgainstRest, size: 2, end, multiplet, targetContribution };
      })
    ),
  ];
}

function biasOf(invented: InventedBias | undefined): Partial<LayerRow> {
  if (invented === undefined) return {};
  const { bias, deviation, unranked } = invented;
  return {
    rankBias: inNats(bias),
    ...(deviation !== undefined && { bootstrapDeviation: inNats(deviation) }),
    ...(unranked !== undefined && { unrankedOInformation: inNats(unranked) }),
  };
}

function testsOf(
  { multiplet }: Pick<LayerRow, "multiplet">,
  { bound, pValue = 0.01, unadjusted = pValue, independent, halves, carriedOver }: InventedTests,
): Partial<LayerRow> {
  const test = (nullBound: number, own: number, alone: number) => (
    { nullMean: 0, nullDeviation: 1, nullBound, effect: 0, unadjusted: alone, pValue: own }
  );
  return {
    ...(bound !== undefined && { permutedClasses: test(inNats(bound), pValue, unadjusted) }),
    ...(independent !== undefined && { independentColumns: test(0, independent, independent) }),
    ...(halves !== undefined && {
      otherHalf: {
        multiplet,
        searched: inNats(halves[0]),
        value: inNats(halves[1]),
        interval: [inNats(halves[1] - 0.1), inNats(halves[1] + 0.1)],
        shift: 0,
        isShifted: false,
        ...(carriedOver !== undefined && { carriedOver }),
      },
    }),
  };
}

/** Layers of {@link analysedLayers}: neurons that share more and more signals. */
const LAYERS = [["fc1", 8], ["fc2", 6], ["fc_out", 4]] as const;
const CLASSES = 4;
const SAMPLES = 240;

/** Random networks' layers, analysed as real ones are. */
export async function analysedLayers(networks: number, renamings = 2): Promise<LayerSearchResult> {
  const target = discreteTarget(Array.from({ length: SAMPLES }, (_, sample) => sample % CLASSES));
  const indices = Array.from({ length: networks }, (_, index) => index);
  const layers = LAYERS.map(([name, neurons], at) =>
    layerOf(name, neurons, at === LAYERS.length - 1)
  );
  const analysed = indices.map(async (index) => {
    const found = await Promise.all(LAYERS.map(async ([layer, neurons], depth) => {
      const random = randomSource(deriveSeed(7, index, layer));
      const activationsOf = (signal: number) => activations(neurons, signal, random);
      const trained = activationsOf(0.3 + 0.3 * depth);
      const samples = { layer, trained, untrained: activationsOf(0.2) };
      const result = await analyseLayer(samples, target, { renamings, random });
      const encodings = await searchEncodings(samples, target, result.encodings.model);
      const draws = { draws: 2, surrogates: random, rows: random };
      const rankBias = await estimateRankBias(trained, target, result.exact, draws);
      const toTest = { variables: trained, target, seed: deriveSeed(7, index, layer, "tests") };
      const tests = await testExtremes(toTest, result.exact, {
        permutations: 19,
        bootstrapDraws: 20,
        report: () => {},
      });
      const supplements = {
        encodings,
        rankBias: { layer, sizes: rankBias },
        significance: { layer, sizes: tests },
      };
      return { result, supplements };
    }));
    return {
      index,
      layers: found.map(({ result }) => result),
      supplements: found.map(({ supplements }) => supplements),
    };
  });
  return layerSearchResult(layers, await Promise.all(analysed), {
    samples: SAMPLES,
    targetEntropy: targetEntropy(target),
    renamings,
  });
}

function activations(neurons: number, signal: number, random: RandomSource) {
  const mixing = Array.from({ length: neurons * 3 }, () => uniform(random) - 0.5);
  const values = new Float64Array(SAMPLES * neurons);
  for (let sample = 0; sample < SAMPLES; sample++) {
    const signals = [
      sample % CLASSES / CLASSES - 0.4,
      uniform(random) - 0.5,
      uniform(random) - 0.5,
    ];
    for (let j = 0; j < neurons; j++) {
      const shared = signals.reduce((sum, value, i) => sum + value * mixing[3 * j + i]!, 0);
      values[sample * neurons + j] = signal * shared + 0.2 * (uniform(random) - 0.5);
    }
  }
  return toVariables({ samples: SAMPLES, variables: neurons, values });
}
