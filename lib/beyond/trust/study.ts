/** The extremes of one network of the paper under all tests and estimators. */
import { plantedSystems } from "../../information/mod.ts";
import { claimFindings } from "../../paper/claims/claim.ts";
import { layerClaims } from "../../paper/claims/layers.ts";
import { significanceFinding } from "../../paper/claims/significance_findings.ts";
import { openContext, type PaperContext } from "../../paper/context.ts";
import { layersStages } from "../../paper/layers/study.ts";
import { networkInput } from "../../paper/training/network.ts";
import { TRAINING } from "../../paper/training/study.ts";
import { stage, type Stages, type Study } from "../../studies/study.ts";
import { experimentConfig, TRUST_SETTINGS, type TrustConfig } from "./config.ts";
import { ESTIMATES } from "./estimates.ts";
import { estimatorsFinding } from "./findings.ts";
import { PLANTED } from "./planted.ts";
import { namedExtremes, type TrustResult, type TrustRow, trustTable } from "./result.ts";

/** Trains one network, searches and tests its layers, and estimates extremes again. */
export function* trustStages(config: TrustConfig, context: PaperContext): Stages<TrustResult> {
  const experiment = experimentConfig(config);
  const { training, layers, analyses } = yield* layersStages(experiment, context);
  const network = networkInput(experiment, context, 0);
  const named = [...Map.groupBy(namedExtremes(layers), ({ layer }) => layer)];
  const { referenceDraws: draws } = config;
  const found = yield* stage(
    "estimates",
    ESTIMATES,
    named.map(([layer, rows]) => (
      { network, layer, multiplets: rows.map(({ multiplet }) => multiplet), draws }
    )),
  );
  const [planted] = yield* stage("planted systems", PLANTED, [{ samples: layers.samples, draws }]);
  return {
    training,
    layers,
    extremes: named.flatMap(([, rows], layer) =>
      rows.map((row, at) => ({ row, estimates: found[layer]![at]! }))
    ),
    analyses,
    planted: plantedSystems().map((system, at) => ({ system, estimates: planted![at]! })),
  };
}

/** One network of the paper under all tests and estimators. */
export const TRUST: Study<TrustConfig, PaperContext, TrustResult, TrustRow> = {
  name: "trust",
  title: "The extremes of one network under all tests and estimators",
  ...TRUST_SETTINGS,
  open: (config, runner, options) =>
    openContext(experimentConfig(config), runner, { ...options, study: "layers" }),
  stages: trustStages,
  table: trustTable,
  findings: (result) => [
    ...TRAINING.findings(result.training),
    ...claimFindings(layerClaims(result.layers)),
    significanceFinding(result.layers),
    estimatorsFinding(result),
  ],
};
