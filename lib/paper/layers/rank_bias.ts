/** The step that estimates, for the extremes of one layer, how far ranks bias Ω and how much it depends on the rows. */
import { z } from "zod";
import {
  type DiscreteTarget,
  gaussianMoments,
  gaussianSurrogate,
  type GaussianSystem,
  InformationError,
  NotPositiveDefiniteError,
  positionsOf,
  rowBootstrap,
  scoreMultiplet,
  searchSpace,
  SingularMultipletError,
  type System,
  type Variables,
} from "../../information/mod.ts";
import { EXACT_UP_TO } from "../../search/cost/cost.ts";
import { summarise } from "../../statistics/mod.ts";
import { jsonFile, need, type Step, type Tools } from "../../studies/step.ts";
import type { RandomSource } from "../../system/random/mod.ts";
import { pauseEvery } from "../../system/workers/in_parallel.ts";
import type { ExperimentConfig } from "../config.ts";
import { DATASET } from "../resources.ts";
import { LAYER, type LayerInput, layerSource, readLayer } from "./layer.ts";
import { systemOf } from "./layer_analysis.ts";
import type { LayerExtremes, RankBias, RankBiasResult } from "./result.ts";

/** One layer whose extremes are estimated anew. Plain JSON. */
export interface RankBiasInput extends LayerInput {
  /** Gaussian samples, and as many bootstrap draws of the rows. At least 1. */
  readonly draws: number;
}

const bias = z.object({
  unranked: z.number().nullable(),
  bias: z.number(),
  deviation: z.number().nullable(),
});

/** The contents of the file of the layer of that name. */
export const rankBiasSchema = (layer: string): z.ZodType<RankBiasResult> =>
  z.object({
    layer: z.literal(layer),
    sizes: z.array(z.object({ size: z.int().min(1), synergy: bias, redundancy: bias })),
  });

/** Raised whenever the same network would give other numbers. Part of each artifact key. */
export const RANK_BIAS_REVISION = 1;

/** Estimates the bias of the ranks in a layer. */
export const RANK_BIAS: Step<RankBiasInput, RankBiasResult> = {
  kind: "rank-bias",
  module: import.meta.url,
  identify: ({ draws, ...input }) => (
    { searched: LAYER.identify(input), draws, revision: RANK_BIAS_REVISION }
  ),
  describe: ({ network, layer }) => `the bias of the ranks of ${layer} in network ${network.index}`,
  ...jsonFile("rank-bias.json", ({ layer }: RankBiasInput) => rankBiasSchema(layer)),
  needs: ({ network }) => [need(DATASET, network.data)],
  run: async ([asked], tools) => {
    const { draws: _, ...input } = asked!;
    const { exact } = await tools.read(LAYER, input);
    return [await layerRankBias(asked!, exact, tools)];
  },
};

export default RANK_BIAS;

/** {@link estimateRankBias} of the extremes that a search found in a layer of a trained network. */
export async function layerRankBias(
  input: Omit<RankBiasInput, "renamings">,
  extremes: readonly LayerExtremes[],
  tools: Tools,
): Promise<RankBiasResult> {
  const { samples: { layer, trained }, target } = await readLayer(input, tools);
  const sizes = await estimateRankBias(trained, target, extremes, {
    draws: input.draws,
    surrogates: layerSource(input, "rank bias", "surrogates"),
    rows: layerSource(input, "rank bias", "rows"),
    signal: tools.signal,
  });
  return { layer, sizes };
}

/** Most draws in a layer of more than 24 units, which take more time each. */
const DRAWS_OF_WIDE_LAYERS = 20;

/** The number of draws in a layer of so many units. */
export function rankBiasDraws(
  { rankBiasDraws: draws }: Pick<ExperimentConfig, "rankBiasDraws">,
  units: number,
): number {
  return units > EXACT_UP_TO.inPlans ? Math.min(draws, DRAWS_OF_WIDE_LAYERS) : draws;
}

/** Options of {@link estimateRankBias}. */
export interface RankBiasOptions {
  /** Gaussian samples, and as many bootstrap draws. At least 1. */
  readonly draws: number;
  /** Source of the Gaussian samples. */
  readonly surrogates: RandomSource;
  /** Source of the bootstrap draws. */
  readonly rows: RandomSource;
  /** Aborting it rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** The {@link RankBias} of the extremes of a layer under the copula encoding, at both ends of each size. */
export async function estimateRankBias(
  variables: Variables,
  target: DiscreteTarget,
  extremes: readonly LayerExtremes[],
  { draws, surrogates, rows, signal }: RankBiasOptions,
): Promise<RankBiasResult["sizes"]> {
  const multiplets = extremes.flatMap(({ synergy, redundancy }) =>
    [synergy, redundancy].map(({ multiplet }) => multiplet)
  );
  const system = systemOf(variables, target);
  const positions = multiplets.map((multiplet) => positionsOf(system.variables, multiplet));
  const pause = pauseEvery(50, signal, () => {});
  const scoresOf = async (draw: () => GaussianSystem): Promise<number[][]> => {
    const scores: number[][] = [];
    for (let at = 0; at < draws; at++) {
      await pause();
      const one = draw();
      scores.push(positions.map((own) => one.score(own).oInformation));
    }
    return scores;
  };
  const ranked = await scoresOf(() => gaussianSurrogate(system, surrogates));
  const bootstrap = rowBootstrap(variables, target, { degenerate: "drop" });
  const drawn = await scoresOf(() => bootstrap(rows)).catch((error) => {
    // A draw has too few different rows.
    const kinds = [SingularMultipletError, NotPositiveDefiniteError];
    if (kinds.some((kind) => error instanceof kind)) return [];
    throw error;
  });

  const known = { ...system.covariance, samples: Infinity };
  const space = searchSpace({ ...system, covariance: known }, {
    variables: system.variables.map(({ columns }) => columns),
  });
  const unranked = unrankedOInformation(variables, target);
  const all = multiplets.map((multiplet, at): RankBias => {
    const truth = scoreMultiplet(space, positions[at]!).oInformation;
    const deviation = drawn.length === 0
      ? undefined
      : summarise(drawn.map((scores) => scores[at]!)).standardDeviation;
    return {
      unranked: unranked(multiplet),
      bias: summarise(ranked.map((scores) => scores[at]!)).mean - truth,
      deviation: deviation ?? null,
    };
  });
  return extremes.map(({ size }, at) => (
    { size, synergy: all[2 * at]!, redundancy: all[2 * at + 1]! }
  ));
}

/** Smallest residual of a standardised column that a covariance resolves. */
const RESOLVED = 1e-7;

/**
 * Ω(X, y) without ranks of multiplets, which list own numbers; `null` where a column is a linear combination of the
 * others but for rounding: the standard deviation of its residual is below 8 ε · max |x| / SD of the columns. Ω is −∞
 * there, and its estimate an artefact of the rounding.
 */
function unrankedOInformation(
  { columns, variables, ...all }: Variables,
  target: DiscreteTarget,
): (multiplet: readonly number[]) => number | null {
  const known = new Map<number, number>();
  const roundingOf = (column: number): number => {
    const { values } = columns[column]!;
    const { standardDeviation = 0, minimum, maximum } = summarise([...values]);
    const epsilon = values instanceof Float32Array ? 2 ** -23 : 2 ** -52;
    const rounding = 8 * epsilon * Math.max(-minimum, maximum) / standardDeviation;
    known.set(column, rounding);
    return rounding;
  };
  // One covariance serves all multiplets; where some column has none, each multiplet has its own.
  let whole: System | undefined;
  try {
    whole = gaussianMoments().prepare({ ...all, columns, variables }, target);
  } catch (error) {
    if (!(error instanceof InformationError)) throw error;
  }
  return (multiplet) => {
    const members = variables.filter(({ index }) => multiplet.includes(index));
    try {
      const { entropy, score, variables: prepared } = whole ??
        gaussianMoments().prepare({ ...all, columns, variables: members }, target);
      const positions = positionsOf(prepared, members.map(({ index }) => index));
      const joint = entropy!(positions).alone;
      const used = members.flatMap((one) => one.columns);
      const roundings = used.map((column) => known.get(column) ?? roundingOf(column));
      const tolerance = Math.max(RESOLVED, ...roundings);
      // H(x_j | others) = ½ ln(2πe σ²) of the residual, in units of the deviation of x_j.
      const isDependent = members.length > 1 && positions.some((position) => {
        const others = positions.filter((other) => other !== position);
        const residual = joint - entropy!(others).alone - Math.log(2 * Math.PI * Math.E) / 2;
        return residual < Math.log(tolerance);
      });
      return isDependent ? null : score(positions).oInformation;
    } catch (error) {
      if (error instanceof NotPositiveDefiniteError) return null;
      throw error;
    }
  };
}
