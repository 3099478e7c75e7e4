/**
 * The result of figure 1 by layers instead of networks.
 * @module
 */
import type { Figure1Result, LayerResult } from "../../experiments/figure1_result.ts";
import { PlotError } from "../error.ts";
import { integer, plural } from "../format.ts";

/** One layer in every network. */
export interface LayerGroup {
  /** Name of the layer. */
  readonly name: string;
  /** Whether it is the output layer, whose neurons stand for the classes. */
  readonly output: boolean;
  /** Its result in each network. */
  readonly results: readonly NetworkLayer[];
}

/** A layer's result, and the network that it is of. */
export interface NetworkLayer extends LayerResult {
  /** Position of the network in the order of seeds. */
  readonly network: number;
}

/**
 * Gathers each layer from all networks, in the order of the layers.
 *
 * @throws {PlotError} when there is no network or no layer, or networks differ in their layers
 */
export function layerGroups({ networks, layers: all }: Figure1Result): LayerGroup[] {
  const [first] = networks;
  if (first === undefined) throw new PlotError("Cannot draw figure 1 without networks");
  if (first.layers.length === 0) throw new PlotError("Cannot draw figure 1 without layers");
  return first.layers.map(({ layer: name }, at) => ({
    name,
    output: all.find((layer) => layer.name === name)?.role === "output",
    results: networks.map(({ index, layers }) => {
      const own = layers[at];
      if (own?.layer !== name || layers.length !== first.layers.length) {
        throw new PlotError(
          `Networks of figure 1 need the same layers: network ${first.index} has ` +
            `${first.layers.map(({ layer }) => layer).join(", ")}, network ${index} has ` +
            layers.map(({ layer }) => layer).join(", "),
        );
      }
      return { ...own, network: index };
    }),
  }));
}

/** What lines stand for, in one sentence. */
export function meansNote({ networks }: Figure1Result): string {
  return networks.length === 1
    ? `Network ${networks[0]!.index} alone.`
    : `Lines: mean over ${networks.length} networks.`;
}

/** One sentence on neurons that take no part; empty where all do. */
export function droppedNote(groups: readonly LayerGroup[]): string {
  const results = groups.flatMap((group) => group.results);
  const all = results.reduce((sum, { neurons }) => sum + neurons, 0);
  const dropped = results.reduce((sum, own) => sum + own.dropped.length, 0);
  if (dropped === 0) return "";
  return `${plural(dropped, "neuron")} of ${integer(all)} cannot be analysed and ` +
    `${dropped === 1 ? "is" : "are"} left out.`;
}
