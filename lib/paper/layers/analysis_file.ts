/** Analyses of layers as files of steps: what `analyze` has, with the details that a page shows. */
import { z } from "zod";
import type { AnalysisResult } from "../../analysis/mod.ts";

/** The extremes of a layer as `analyse` returned them. */
export interface LayerAnalysis {
  /** Name of the layer. */
  readonly layer: string;
  /** With details. */
  readonly analysis: AnalysisResult;
}

/** The contents of a file: what `analyse` returned, of which the version is examined. */
export const analysisSchema = z.looseObject({
  version: z.literal(1),
  sizes: z.array(z.looseObject({ size: z.int() })).min(1),
  details: z.looseObject({ multiplets: z.array(z.looseObject({})).min(1) }),
}) as unknown as z.ZodType<AnalysisResult>;
