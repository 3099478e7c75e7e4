/** All claims of the paper in one configuration, each in every way to judge it. */
import { discreteTarget, targetEntropy } from "../../information/mod.ts";
import { type Layer, layersOf } from "../../models/spec.ts";
import {
  type Claim,
  claimFindings,
  claimTable,
  type PartOfClaim,
} from "../../paper/claims/claim.ts";
import { ALL_SIZES, layerClaims } from "../../paper/claims/layers.ts";
import {
  claimsByMargin,
  type Margins,
  MINIMAL_DROP,
  SIMILAR_MARGIN,
} from "../../paper/claims/subnetworks.ts";
import {
  configSchema,
  DEFAULT_PRESET,
  type ExperimentConfig,
  PRESETS,
} from "../../paper/config.ts";
import { openContext, type PaperContext } from "../../paper/context.ts";
import { SELECTION } from "../../paper/subnetworks/selection.ts";
import { plannedSearch, plannedSelections } from "../../paper/subnetworks/study.ts";
import { networkInput } from "../../paper/training/network.ts";
import { acceptedRuns } from "../../paper/training/result.ts";
import { TRAINING, trainingStages } from "../../paper/training/study.ts";
import type { Finding } from "../../studies/finding.ts";
import { stage, type Stages, type Study } from "../../studies/study.ts";
import { READING_LAYER, readingRows } from "./layer.ts";
import { retrainedStages } from "../retrained.ts";
import { readingEstimates } from "./estimates.ts";

/** What is known of a configuration: its networks, and the claims. */
export interface ReadingResult {
  /** Networks that were accepted. */
  readonly networks: number;
  /** What is said of the networks themselves. */
  readonly trained: readonly Finding[];
  /** Every claim in every way to judge it. */
  readonly claims: readonly Claim[];
}

/** The margins that claims about accuracies are judged by: the one of the verdicts, half of it, and twice as much. */
export const READING_MARGINS: readonly Margins[] = [1, 0.5, 2].map((factor) => (
  { similar: factor * SIMILAR_MARGIN, drop: factor * MINIMAL_DROP }
));

/** The treatment of the neurons that are not kept. */
const removalOf = ({ frozenSizes }: ExperimentConfig): "zero" | "frozen" =>
  frozenSizes.length > 0 ? "frozen" : "zero";

/**
 * The claim with choices that mean the same in every configuration. The size range is that of the sizes in the first and in the
 * last layer, because "all below n" depends on the width and on the layer: `"2 to 19"`, or `"2 to 19, in fc_out 2 to 9"`. An
 * exhaustive search is exact.
 */
function withComparableChoices(claim: Claim, layers: readonly Layer[]): Claim {
  const { "size range": sizes = "", "last layer": last, search = "" } = claim.choices;
  const [range = "", ...condition] = sizes.split(", where ");
  const upTo = range === ALL_SIZES ? Infinity : Number(range.split(" to ")[1]);
  const [first, end] = [layers[0], layers.find(({ name }) => name === last)]
    .map((layer) => `2 to ${Math.min(upTo, layer!.units - 1)}`);
  const both = first === end ? `${first}` : `${first}, in ${last} ${end}`;
  return {
    ...claim,
    choices: {
      ...claim.choices,
      "size range": [both, ...condition].join(", where "),
      search: search === "exhaustive" ? "exact" : search,
    },
  };
}

/**
 * Trains the networks, searches their layers, and re-trains the sub-networks of size `"k*"` with the one treatment of the other
 * neurons that the configuration names: frozen where there are `frozenSizes`, else removed.
 */
export function* readingStages(
  config: ExperimentConfig,
  context: PaperContext,
): Stages<ReadingResult> {
  const { selection, keepRemovedBias, onlyLayer } = config;
  const training = yield* trainingStages(config, context);
  const runs = acceptedRuns(training);
  const inputs = runs.map(({ index }) => networkInput(config, context, index));
  const layers = layersOf(training.spec);
  const found = yield* stage(
    "layers",
    READING_LAYER,
    inputs.flatMap((network) => layers.map(({ name: layer }) => ({ network, layer }))),
  );
  const plan = plannedSelections(config);
  const selections = yield* stage(
    "choices of neurons",
    SELECTION,
    inputs.map((network) => ({ network, selection, plan, keepRemovedBias, onlyLayer })),
  );
  const { test } = context.dataset.parts;
  const networkOf = (at: number) => runs[Math.floor(at / layers.length)]!.index;
  const searched = {
    layers,
    networks: runs.map(({ index }) => index),
    samples: test.count,
    targetEntropy: targetEntropy(discreteTarget(test.labels)),
    renamings: 0,
    leftOut: found.flatMap(({ layer, dropped }, at) =>
      dropped.map((one) => ({ network: networkOf(at), layer, ...one }))
    ),
    warnings: [],
    rows: found.flatMap((one, at) => readingRows(networkOf(at), one)),
  };
  const removal = removalOf(config);
  const chosen = selections.map((one, n) => ({ ...one, network: inputs[n]! }));
  const sizeSearch = plannedSearch(1, config.hiddenWidths);
  const retrained = yield* retrainedStages(config, context, training, chosen, {
    sizeSearch,
    removal,
  });
  return {
    networks: runs.length,
    trained: TRAINING.findings(training),
    claims: [
      ...layerClaims(searched).map((claim) => withComparableChoices(claim, layers)),
      ...claimsByMargin(retrained, removal, READING_MARGINS),
    ],
  };
}

/**
 * All claims of the paper in one configuration. Validation samples are always set aside from training: whether neurons are
 * selected on them or on the test set is then the only difference between two readings.
 */
export const READINGS: Study<ExperimentConfig, PaperContext, ReadingResult, PartOfClaim> = {
  name: "readings",
  title: "All claims of the paper in one configuration, in every way to judge them",
  schema: configSchema,
  presets: PRESETS,
  defaultPreset: DEFAULT_PRESET,
  open: (config, runner, options) =>
    openContext(config, runner, { ...options, study: "subnetworks", setsAside: true }),
  stages: readingStages,
  table: ({ claims }) => claimTable(claims),
  findings: ({ trained, claims }) => [...trained, ...claimFindings(claims)],
  estimates: readingEstimates,
  claims: ({ claims }) => claims,
};
