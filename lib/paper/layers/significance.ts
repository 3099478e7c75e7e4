/** The step that tests the extremes of a layer: on the other half of the test set, and beside searches with permuted classes. */
import { z } from "zod";
import { findExtremes } from "../../analysis/mod.ts";
import {
  drawNulls,
  type NullDraw,
  type NullHypothesis,
  nullMethods,
} from "../../analysis/significance/nulls.ts";
import { estimateOtherHalf } from "../../analysis/significance/other_half.ts";
import { extremeTests, valueTests } from "../../analysis/significance/tests.ts";
import type { DiscreteTarget, Variables } from "../../information/mod.ts";
import { SEARCHES } from "../../search/mod.ts";
import { jsonFile, need, type Step, type Tools } from "../../studies/step.ts";
import { deriveSeed } from "../../system/random/mod.ts";
import { pauseEvery } from "../../system/workers/in_parallel.ts";
import { DATASET } from "../resources.ts";
import { LAYER, type LayerInput, readLayer } from "./layer.ts";
import type { End, ExtremeSignificance, LayerExtremes, SignificanceResult } from "./result.ts";

/** One layer whose extremes are tested. Plain JSON. */
export interface SignificanceInput extends LayerInput {
  /** Permutations of the classes, or of the columns. At least 19. */
  readonly permutations: number;
}

const multiplet = z.array(z.int().min(0));
const estimate = {
  value: z.number(),
  interval: z.tuple([z.number(), z.number()]),
  shift: z.number(),
  isShifted: z.boolean(),
};
const valueTest = z.object({
  nullMean: z.number(),
  nullDeviation: z.number(),
  effect: z.number(),
  unadjusted: z.number(),
  pValue: z.number(),
});
/** An extreme of one half of the samples in the other half, in a file. */
export const otherHalfSchema: z.ZodType<NonNullable<ExtremeSignificance["otherHalf"]>> = z.object({
  ...estimate,
  multiplet,
  searched: z.number(),
  contained: multiplet.optional(),
  difference: z.object(estimate).optional(),
  carriedOver: z.boolean().optional(),
});
const significance: z.ZodType<ExtremeSignificance> = z.object({
  target: valueTest.extend({ nullBound: z.number() }).optional(),
  contribution: valueTest.optional(),
  otherHalf: otherHalfSchema.optional(),
});

/** Raised whenever the same network would give other numbers. Part of each artifact key. */
export const SIGNIFICANCE_REVISION = 1;

/** Bootstrap draws of the intervals. */
const BOOTSTRAP_DRAWS = 1000;

/** Tests the extremes of the exact search in a layer. */
export const SIGNIFICANCE: Step<SignificanceInput, SignificanceResult> = {
  kind: "layer-significance",
  module: import.meta.url,
  identify: ({ permutations, ...input }) => (
    { searched: LAYER.identify(input), permutations, revision: SIGNIFICANCE_REVISION }
  ),
  describe: ({ network, layer }) => `the significance of ${layer} in network ${network.index}`,
  ...jsonFile("significance.json", ({ layer }: SignificanceInput) =>
    z.object({
      layer: z.literal(layer),
      sizes: z.array(
        z.object({ size: z.int().min(1), synergy: significance, redundancy: significance }),
      ),
    })),
  needs: ({ network }) => [need(DATASET, network.data)],
  run: async ([asked], tools) => {
    const { permutations, ...input } = asked!;
    const { exact } = await tools.read(LAYER, input);
    const layer = await layerToTest(input, tools);
    return [{
      layer: input.layer,
      sizes: await testExtremes(layer, exact, { permutations, ...tools }),
    }];
  },
};

export default SIGNIFICANCE;

const EXACT = SEARCHES.get("exact");

/** A layer, its classes, and the root of the seeds of its tests. */
export interface LayerToTest {
  readonly variables: Variables;
  readonly target: DiscreteTarget;
  readonly seed: number;
}

/** Options of {@link testExtremes}. */
interface TestOptions extends Pick<Tools, "signal" | "report"> {
  readonly permutations: number;
  /** Default {@link BOOTSTRAP_DRAWS}. */
  readonly bootstrapDraws?: number;
}

/** Tests the extremes that the exact search found in a layer under the copula encoding. */
export async function testExtremes(
  layer: LayerToTest,
  exact: readonly LayerExtremes[],
  { bootstrapDraws = BOOTSTRAP_DRAWS, ...options }: TestOptions,
): Promise<SignificanceResult["sizes"]> {
  const { signal } = options;
  const reported = exact.flatMap(({ synergy, redundancy }) => [synergy, redundancy]);
  const named = reported.map(({ multiplet }) => multiplet);
  const draws = await drawnExtremes({ ...layer, named }, "target", options);
  const ofExtremes = extremeTests(
    reported.map(({ oInformation }) => oInformation),
    draws.map((draw) => draw.extremes),
  );
  const contributions = valueTests(
    reported.map(({ targetContribution }) => targetContribution),
    draws.map((draw) => draw.contributions),
  );
  const other = await estimateOtherHalf(
    { ...layer, groups: undefined, objective: "o-information", gaussian: { degenerate: "drop" } },
    async (system) =>
      (await findExtremes(system, { search: EXACT, maxSeconds: Infinity, signal })).sizes,
    bootstrapDraws,
    pauseEvery<number>(50, signal, () => {}),
  );
  const of = (size: number, end: End, at: number): ExtremeSignificance => {
    const [target, contribution] = [ofExtremes[at], contributions[at]];
    const otherHalf = other?.(size, end, 0);
    return {
      ...(target && { target }),
      ...(contribution && { contribution }),
      ...(otherHalf && { otherHalf }),
    };
  };
  return exact.map(({ size }, at) => ({
    size,
    synergy: of(size, "synergy", 2 * at),
    redundancy: of(size, "redundancy", 2 * at + 1),
  }));
}

/** The layer of an input. */
export async function layerToTest(input: LayerInput, tools: Tools): Promise<LayerToTest> {
  const { samples: { trained }, target } = await readLayer(input, tools);
  const { network: { seed, index }, layer } = input;
  return {
    target,
    variables: trained,
    seed: deriveSeed(seed, "network", index, layer, "significance"),
  };
}

/** Draws of the exact search under a null hypothesis. */
export function drawnExtremes(
  layer: LayerToTest & { readonly named: readonly (readonly number[])[] },
  hypothesis: NullHypothesis,
  { permutations, signal, report }: Omit<TestOptions, "bootstrapDraws">,
): Promise<NullDraw[]> {
  return drawNulls(
    { ...layer, groups: undefined, objective: "o-information", run: { top: 1 } },
    hypothesis,
    [0, permutations],
    nullMethods({ gaussian: { degenerate: "drop" }, search: "exact", seed: layer.seed }),
    pauseEvery<number>(50, signal, (done) => report({ done, total: permutations })),
  );
}
