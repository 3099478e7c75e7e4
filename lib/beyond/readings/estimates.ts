/** What the stages of a reading take, before anything is known: for plans, which scale it by what was measured. */
import { inputSize } from "../../data/dataset.ts";
import type { ExperimentConfig } from "../../paper/config.ts";
import type { PaperContext } from "../../paper/context.ts";
import { plannedSelections } from "../../paper/subnetworks/study.ts";
import { TRIES_PER_NETWORK } from "../../paper/training/study.ts";
import type { StageEstimate } from "../../studies/study.ts";

/** Weights times samples that one core trains in a second, about. */
const TRAINED_PER_SECOND = 6e9;

/** Sets that one core compares in a second, about, in an exact search under all encodings with the greedy one beside it. */
const SETS_PER_SECOND = 1.5e6;

/** Seconds that do not depend on the size of the work: reading the network, writing the result. */
const LEAST_SECONDS = 0.05;

/** The stages of `readingStages`, with the seconds and bytes of one result each on one core. */
export function readingEstimates(
  config: ExperimentConfig,
  { dataset }: PaperContext,
): readonly StageEstimate[] {
  const { networks, epochs, hiddenWidths, minAccuracy, onlyLayer } = config;
  const widths = [inputSize(dataset.input), ...hiddenWidths, dataset.classes.length];
  const weights = widths.slice(1).reduce((sum, width, at) => sum + width * widths[at]!, 0);
  const training = LEAST_SECONDS +
    weights * epochs * dataset.parts.train.count / TRAINED_PER_SECOND;
  const searching = (layers: readonly number[]) =>
    LEAST_SECONDS + layers.reduce((sum, units) => sum + 2 ** units / SETS_PER_SECOND, 0);
  const searched = [...hiddenWidths, dataset.classes.length];
  const pruned = onlyLayer === null ? hiddenWidths : [hiddenWidths[onlyLayer]!];
  const choices = plannedSelections(config).length;
  const certain = { least: networks, most: networks };
  return [
    { label: "networks", ...certain, seconds: training, bytes: 12 * weights },
    {
      label: "further networks",
      least: 0,
      most: minAccuracy > 0 ? (TRIES_PER_NETWORK - 1) * networks : 0,
      seconds: training,
      bytes: 12 * weights,
    },
    {
      label: "layers",
      least: networks * searched.length,
      most: networks * searched.length,
      seconds: searching(searched) / searched.length,
      bytes: 30_000,
    },
    {
      label: "choices of neurons",
      ...certain,
      seconds: searching(pruned),
      bytes: 5000 + 200 * choices,
    },
    {
      label: "re-trainings",
      // Strategies can choose the same neurons.
      least: networks,
      most: networks * choices,
      seconds: training,
      bytes: 1500,
    },
  ];
}
