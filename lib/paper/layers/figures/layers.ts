/** What figures of layers share: the layers that they show, notes, and columns of their files. */
import { inBits, type LayerRow, type LayerSearchResult } from "../result.ts";
import { type ExtremeRow, extremesIn, pointsBySize, type SizePoint } from "../rows.ts";
import { PlotError } from "../../../figures/kit/figure.ts";
import type { Columns } from "../../../studies/table.ts";
import { integer, plural } from "../../../figures/kit/text.ts";

/** A layer as the heading of a panel. */
export interface LayerGroup {
  readonly name: string;
  /** Whether it is the output layer, whose neurons stand for the classes. */
  readonly output: boolean;
}

/**
 * The layers of a figure, in the order of the network.
 *
 * @throws {PlotError} when there is no network or no layer
 */
export function layerGroups({ networks, layers }: LayerSearchResult): LayerGroup[] {
  if (networks.length === 0) throw new PlotError("Cannot draw layers without networks");
  if (layers.length === 0) throw new PlotError("Cannot draw networks without layers");
  return layers.map(({ name, role }) => ({ name, output: role === "output" }));
}

/** One sentence on neurons that take no part; empty where all do. */
export function leftOutNote({ networks, layers, leftOut }: LayerSearchResult): string {
  if (leftOut.length === 0) return "";
  const neurons = networks.length * layers.reduce((sum, { units }) => sum + units, 0);
  return `${plural(leftOut.length, "neuron")} of ${integer(neurons)} cannot be analysed and ` +
    `${leftOut.length === 1 ? "is" : "are"} left out.`;
}

/** Means of Ω(X, y), or of another score, over networks, in bits. */
export function meansOf(
  result: LayerSearchResult,
  condition: Parameters<typeof extremesIn>[1],
  score: "oInformation" | "featuresOInformation" | "targetContribution" = "oInformation",
): SizePoint[] {
  return pointsBySize(extremesIn(result, condition), (row) => inBits(row[score]));
}

export const PLACE_COLUMNS = {
  network: (row) => row.network,
  layer: (row) => row.layer,
} as const satisfies Columns<Pick<LayerRow, "network" | "layer">>;

/** Columns of what has a size at one end. */
export const END_COLUMNS = {
  ...PLACE_COLUMNS,
  size: (row) => row.size,
  extreme: (row) => row.end,
} as const satisfies Columns<Pick<ExtremeRow, "network" | "layer" | "size" | "end">>;

export const EXTREME_COLUMNS = {
  ...END_COLUMNS,
  o_information_bits: (row) => inBits(row.oInformation),
  features_o_information_bits: (row) => inBits(row.featuresOInformation),
  target_contribution_bits: (row) => inBits(row.targetContribution),
  multiplet: (row) => row.multiplet.join(" "),
} as const satisfies Columns<ExtremeRow>;
