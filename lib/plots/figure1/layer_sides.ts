/**
 * Which layers lean to redundancy and which to synergy, in words.
 * @module
 */
import type { Figure1Result } from "../../experiments/figure1_result.ts";
import { summarise, type Summary } from "../../statistics/summary.ts";
import { finding } from "../finding.ts";
import { enumerate, unbroken, withInterval } from "../format.ts";
import { type Side, sideOf } from "../side.ts";
import { inBits } from "./in_bits.ts";
import type { LayerGroup, NetworkLayer } from "./layer_groups.ts";

/** A quantity of one layer over the networks, and its sign. */
export interface LayerSide {
  readonly layer: string;
  readonly summary: Summary;
  readonly side: Side;
}

/** What {@link LayerSide} means where the quantity is the dominance d. */
export const OUTWEIGHS: Readonly<Record<Side, string>> = {
  above: "redundancy outweighs synergy",
  below: "synergy outweighs redundancy",
  neither: "neither redundancy nor synergy prevails",
};

/**
 * Signs of a quantity in each layer. Networks, and layers, where it is not a number are left out.
 *
 * @param read the quantity of one network
 * @param unit turns it into what is shown. Default: nats into bits
 */
export function layerSides(
  groups: readonly LayerGroup[],
  read: (result: NetworkLayer) => number,
  unit: (value: number) => number = inBits,
): LayerSide[] {
  return groups.flatMap(({ name, results }) => {
    const values = results.map((own) => unit(read(own)));
    const known = values.filter((value) => !Number.isNaN(value));
    if (known.length === 0) return [];
    const summary = summarise(known);
    return [{ layer: name, summary, side: sideOf(summary) }];
  });
}

/** More layers than this are not kept on one line. */
const MOST_TOGETHER = 3;

/**
 * Says what holds in which layers: "redundancy outweighs synergy in fc1 and fc2; neither
 * redundancy nor synergy prevails in fc3". Empty without layers.
 *
 * @param phrases what to say of the layers of each side
 */
export function sidesInWords(
  sides: readonly LayerSide[],
  phrases: Readonly<Record<Side, string>>,
): string {
  const clauses = (["above", "below", "neither"] as const).flatMap((side) => {
    const layers = sides.filter((one) => one.side === side).map(({ layer }) => layer);
    if (layers.length === 0) return [];
    const all = layers.length === sides.length && layers.length > 1;
    const where = `in ${all ? every(layers.length, side) : enumerate(layers)}`;
    return [`${phrases[side]} ${layers.length > MOST_TOGETHER ? where : unbroken(where)}`];
  });
  return clauses.join("; ");
}

/** All of at least two layers: "neither … in all" would mean less than "neither … in any". */
function every(layers: number, side: Side): string {
  if (side === "neither") return layers === 2 ? "either layer" : "any layer";
  return layers === 2 ? "both layers" : `all ${layers} layers`;
}

/** "0.52 (0.31 to 0.73) bits": a mean with its 95 % interval, where there is one. */
export function bitsWithInterval(summary: Summary): string {
  return withInterval(summary, "bits");
}

/** {@link sidesInWords} as a title, after words that belong to all of it. */
export function sidesTitle(
  result: Figure1Result,
  sides: readonly LayerSide[],
  phrases: Readonly<Record<Side, string>>,
  before = "",
): string {
  if (sides.length === 0) {
    return "No layer has the three neurons that it takes to compare redundancy with synergy";
  }
  return finding(result, before + sidesInWords(sides, phrases));
}
