/** The step of one choice of neurons beside figure 2: on other samples, by a control, or in a single layer. */
import { z } from "zod";
import { jsonFile, need, type Step } from "../../studies/step.ts";
import type { ExperimentConfig } from "../config.ts";
import { DATASET, TRAINER } from "../resources.ts";
import { NETWORK, type NetworkInput, networkKey } from "../training/network.ts";
import type { Ablation, RowConditions } from "./result.ts";
import { chooserOf, type PlannedSelection, selectionJob } from "./selection.ts";

/** One choice of neurons. Plain JSON. */
export interface ChoiceInput
  extends PlannedSelection, Pick<ExperimentConfig, "keepRemovedBias" | "onlyLayer"> {
  readonly network: NetworkInput;
  /** The samples whose activations the strategy sees. */
  readonly selection: RowConditions["selection"];
}

/** The kept neurons, those of all other layers included, and the accuracy right after removal. */
export type Choice = Pick<Ablation, "kept" | "testAccuracy">;

const choiceSchema: z.ZodType<Choice> = z.object({
  kept: z.array(z.array(z.int().min(0))),
  testAccuracy: z.number(),
});

/** Raised whenever the same input would give another choice. Part of every artifact key. */
const CHOICE_REVISION = 1;

/**
 * Chooses neurons. With `onlyLayer` the neurons of that layer are those that stay there when all layers lose neurons;
 * the other layers are whole.
 */
export const CHOICE: Step<ChoiceInput, Choice> = {
  kind: "choice",
  module: import.meta.url,
  identify: ({ network, selection, strategy, size, search, draw, keepRemovedBias, onlyLayer }) => ({
    network: networkKey(network),
    selection,
    strategy,
    size,
    search,
    draw,
    keepBias: keepRemovedBias,
    onlyLayer,
    revision: CHOICE_REVISION,
  }),
  describe: ({ network }) => `a choice of neurons in network ${network.index}`,
  ...jsonFile("choice.json", () => choiceSchema),
  needs: ({ network }) => [need(DATASET, network.data), need(TRAINER, network.trainer)],
  // Iterative pruning trains.
  staysHere: ({ network }) => NETWORK.staysHere!(network),
  // They share the searches.
  together: {
    most: 1000,
    by: ({ network, selection, keepRemovedBias }) =>
      `${networkKey(network)} ${selection} ${keepRemovedBias}`,
  },
  run: async (inputs, tools) => {
    const { network, selection, keepRemovedBias } = inputs[0]!;
    const job = await selectionJob(network, selection, tools);
    const trainer = await tools.resource(TRAINER, network.trainer);
    const whole = { ...job, keepRemovedBias, onlyLayer: null };
    const { choose } = chooserOf(whole, trainer, tools.signal);
    const choices: Choice[] = [];
    for (const [at, input] of inputs.entries()) {
      const { kept, testAccuracy } = await choose(input, input.onlyLayer);
      choices.push({ kept, testAccuracy });
      tools.report({ done: at + 1, total: inputs.length });
    }
    return choices;
  },
};

export default CHOICE;
