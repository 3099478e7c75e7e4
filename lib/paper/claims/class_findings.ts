/** Which classes and neurons the most extreme multiplets of a layer are about: findings of section 4.1. */
import { plural } from "../../figures/kit/text.ts";
import { holmDifferences, intervalSide } from "../../statistics/mod.ts";
import type { Finding } from "../../studies/finding.ts";
import type { End, LayerRow, LayerSearchResult } from "../layers/result.ts";
import { endByEnd, type ExtremeRow } from "../layers/rows.ts";
import { layersInWords } from "./layer_balance.ts";
import { titleOf, withoutEstimates } from "./wording.ts";

/** The most extreme multiplet of a layer, over all sizes, and which classes it is about. */
export interface ClassProfile extends Pick<ExtremeRow, "network" | "layer" | "end" | "multiplet"> {
  /** Δ with the target "class c against the rest", in nats, by class. */
  readonly contributions: readonly number[];
  /**
   * Share of the largest class in Σ_c |Δ_c|: 1/C where all C classes count alike, 1 where one class is
   * all. Not a number where every Δ_c is 0.
   */
  readonly specificity: number;
}

/** Layer by layer, in each network by network. */
export function classProfiles({ layers, rows }: LayerSearchResult): ClassProfile[] {
  const found = rows.filter((row): row is LayerRow & { readonly end: End } =>
    row.classAgainstRest !== undefined && row.end !== undefined
  );
  const own = layers.flatMap(({ name }) => found.filter(({ layer }) => layer === name));
  const profiles = Map.groupBy(endByEnd(own), (row) => `${row.network} ${row.layer} ${row.end}`);
  return [...profiles.values()].map((classes) => {
    const { network, layer, end, multiplet } = classes[0]!;
    const contributions = classes.map(({ targetContribution = 0 }) => targetContribution);
    const sizes = contributions.map(Math.abs);
    const specificity = Math.max(...sizes) / sizes.reduce((sum, size) => sum + size, 0);
    return { network, layer, end, multiplet, contributions, specificity };
  });
}

/** How the intervals of {@link specificityFinding} are corrected, for the subtitle of a figure. */
export const SPECIFICITY_NOTE =
  "The title takes intervals that are Holm-corrected over the layers compared.";

/**
 * Class specificity of the most synergistic multiplets of each layer against the first layer's, by network, with
 * Holm-corrected intervals over these layers.
 */
export function specificityFinding(
  result: LayerSearchResult,
  profiles: readonly ClassProfile[],
): Finding {
  const [first, ...others] = result.layers.map(({ name }) => name);
  if (others.length === 0) {
    return withoutEstimates(`No other layer to compare the specificity of ${first} with`);
  }
  const sharesIn = (layer: string) =>
    new Map(
      profiles.filter((one) => one.layer === layer && one.end === "synergy")
        .filter(({ specificity }) => !Number.isNaN(specificity))
        .map(({ network, specificity }) => [network, 100 * specificity]),
    );
  const reference = sharesIn(first!);
  const compared = others.map((layer) => {
    const own = sharesIn(layer);
    return { layer, own, both: [...own.keys()].filter((network) => reference.has(network)) };
    // One network of several has no interval.
  }).filter(({ both }) => both.length >= Math.min(2, result.networks.length));
  if (compared.length === 0) {
    return withoutEstimates("No multiplet has a target contribution to compare by class");
  }
  const differences = holmDifferences(
    compared.map(({ own, both }) => [
      both.map((network) => own.get(network)!),
      both.map((network) => reference.get(network)!),
    ]),
  ).map((difference, at) => ({ ...difference, layer: compared[at]!.layer }));
  const layersOn = (wanted: "above" | "below") => {
    const layers = differences.filter(({ mean, interval }) =>
      intervalSide(interval ?? [mean, mean]) === wanted
    );
    return layersInWords(layers.map(({ layer }) => layer), result.layers.length);
  };
  const [more, less] = [layersOn("above"), layersOn("below")];
  const [subject, property] = ["synergistic multiplets", "class-specific"];
  const words = more === "" && less === ""
    ? `no layer differs significantly from ${first} in class specificity`
    : more === "" || less === ""
    ? `${subject} are ${
      less === "" ? "more" : "less"
    } ${property} in ${more}${less} than in ${first}`
    : `${subject}: more ${property} in ${more}, less in ${less}, than ${first}`;
  return {
    statement: titleOf(result.networks, words),
    estimates: differences.map(({ layer, mean, interval, level }) => (
      { label: `${layer} − ${first}`, mean, interval, level, unit: "points" }
    )),
  };
}

/**
 * The neurons that the two most extreme multiplets of a layer of one network share.
 *
 * @param analysed how many neurons of the layer can be analysed
 */
export function sharedNeuronsFinding(
  layer: string,
  { synergy, redundancy }: Readonly<Record<End, Pick<LayerRow, "multiplet">>>,
  analysed: number,
): Finding {
  const [small, large] = [synergy.multiplet, redundancy.multiplet];
  const shared = small.filter((neuron) => large.includes(neuron)).length;
  const statement = () => {
    if (small.length < analysed && large.length === analysed) {
      return `In ${layer} the most redundant multiplet has all ${analysed} neurons, ` +
        `the most synergistic ${small.length}`;
    }
    const both = `The most synergistic and most redundant multiplets of ${layer}`;
    if (shared === 0) return `${both} share no neuron`;
    if (shared < Math.min(small.length, large.length)) {
      return `${both} share ${plural(shared, "neuron")}`;
    }
    if (small.length === large.length) return `${both} are the same`;
    const [outer, inner] = small.length < large.length
      ? ["redundant", "synergistic"]
      : ["synergistic", "redundant"];
    return `The most ${outer} multiplet of ${layer} contains the most ${inner} one`;
  };
  return {
    statement: statement(),
    estimates: [{ label: "shared neurons", mean: shared, unit: "neurons" }],
  };
}
