/** Invented systems for search tests. */
import {
  discreteTarget,
  type GaussianSystem,
  gaussianSystem,
  type TargetEncoding,
  toVariables,
} from "../../lib/information/mod.ts";
import { type MixedSignals, mixedSignals } from "../mixed_signals.ts";

/** The system of mixed signals and their labels. */
export function plantedSystem(
  { encoding = "copula", ...shape }: MixedSignals & { encoding?: TargetEncoding } = {},
): GaussianSystem {
  const { features, labels } = mixedSignals(shape);
  const target = encoding === "none" ? undefined : discreteTarget(labels);
  return gaussianSystem(toVariables(features), target, { encoding });
}
