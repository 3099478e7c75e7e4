/**
 * The multiplets of one network that a figure looks at.
 * @module
 */
import type { LayerResult, NetworkLayers } from "../../experiments/figure1_result.ts";
import type { ScoredMultiplet } from "../../search/interface.ts";
import { PlotError } from "../error.ts";
import { BEST, type End } from "./ends.ts";

/** One layer's multiplets. */
export interface ChosenMultiplets extends Readonly<Record<End, ScoredMultiplet>> {
  readonly layer: string;
  /** All neurons of the layer. */
  readonly neurons: number;
  /** Neurons that could not be analysed. */
  readonly dropped: readonly number[];
}

/**
 * The most redundant and most synergistic multiplets of each layer.
 *
 * @param size number of neurons; the most extreme of any size when left out. Layers without multiplets
 *   of that size are left out
 * @throws {PlotError} when the first layer is missing or has no multiplet of that size
 */
export function chosenMultiplets(
  { index, layers }: NetworkLayers,
  size: number | undefined,
): ChosenMultiplets[] {
  const chosen = layers.flatMap((own) => chosenIn(own, size));
  const [first] = layers;
  if (first === undefined || chosen[0]?.layer !== first.layer) {
    throw new PlotError(
      first === undefined
        ? `Cannot draw multiplets of network ${index}: it has no layers`
        : `Cannot draw multiplets of ${size} neurons of ${first.layer}, network ${index}: ` +
          `its sizes are ${first.exact.map((one) => one.size).join(", ")}`,
    );
  }
  return chosen;
}

function chosenIn(own: LayerResult, size: number | undefined): ChosenMultiplets[] {
  const { layer, neurons } = own;
  const dropped = own.dropped.map(({ neuron }) => neuron);
  if (size === undefined) {
    const [redundancy, synergy] = [own[BEST.redundancy], own[BEST.synergy]];
    return [{ layer, neurons, dropped, redundancy, synergy }];
  }
  const found = own.exact.find((one) => one.size === size);
  if (found === undefined) return [];
  return [{ layer, neurons, dropped, redundancy: found.redundancy, synergy: found.synergy }];
}
