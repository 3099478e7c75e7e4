import { deepStrictEqual as deepEqual, ok, strictEqual as equal, throws } from "node:assert/strict";
import { sharedNeuronsFinding } from "../../../../lib/paper/claims/class_findings.ts";
import { multipletWeightsFigure, PlotError } from "../../../../lib/paper/figures.ts";
import { csvRows } from "../../../figures/csv_checks.ts";
import { coloursOf } from "../../../figures/png_pixels.ts";
import { attributesOf, textsOf, words } from "../../../figures/svg_checks.ts";
import { type Ends, flat, inventedLayers } from "../invented.ts";

const network = (exact: Ends, dropped = 0) =>
  inventedLayers([{ fc1: { exact, dropped }, fc_out: { exact: flat(1, -1, 2) } }]);

/** Synergy is neurons 0, 1, …, redundancy the last ones. */
const fourNeurons = network(flat(2, -2));
/** Images of two pixels. */
const PAIR = { kind: "image", height: 2, width: 1, channels: 1 } as const;
/** Into neurons 0 to 3, from two pixels. */
const weights = Float32Array.of(-2, -0.5, 0.5, 1.5, 0, 0, 0, 0);

const titleOf = (exact: Ends) => {
  const own = network(exact);
  const all = new Float32Array(2 * own.layers[0]!.units);
  return words(multipletWeightsFigure(own, all, PAIR).title);
};

Deno.test("title: what both multiplets of the first layer have in common", () => {
  const sizes = (redundancy: number[], synergy: number[]) => titleOf({ redundancy, synergy });
  equal(
    sizes([2, 1, 0], [-2, -1, 0]),
    "The most synergistic and most redundant multiplets of fc1 share no neuron",
  );
  equal(
    sizes([1, 2, 0], [-1, -2, 0]),
    "The most synergistic and most redundant multiplets of fc1 share 2 neurons",
  );
  equal(
    sizes([1, 1, 2], [-2, -1, 0]),
    "In fc1 the most redundant multiplet has all 4 neurons, the most synergistic 2",
  );
  equal(
    sizes([2, 1, 0], [-1, -1, -2]),
    "The most synergistic multiplet of fc1 contains the most redundant one",
  );
  equal(
    titleOf({ redundancy: [1], synergy: [-1] }),
    "The most synergistic and most redundant multiplets of fc1 are the same",
  );
});

Deno.test("of two multiplets without all neurons, the larger one can contain the smaller", () => {
  const said = (synergy: number[], redundancy: number[]) =>
    sharedNeuronsFinding(
      "fc1",
      { synergy: { multiplet: synergy }, redundancy: { multiplet: redundancy } },
      5,
    );
  equal(
    said([0, 1], [0, 1, 2]).statement,
    "The most redundant multiplet of fc1 contains the most synergistic one",
  );
  equal(
    said([0, 1, 2], [1, 2]).statement,
    "The most synergistic multiplet of fc1 contains the most redundant one",
  );
  const { statement, estimates } = said([0, 1], [1, 2, 3]);
  equal(statement, "The most synergistic and most redundant multiplets of fc1 share 1 neuron");
  equal(estimates[0]!.mean, 1);
});

Deno.test("the subtitle names the network, the first one or the one asked for", () => {
  const layer = { exact: flat(2, -2) };
  const two = inventedLayers([{ fc1: layer }, { fc1: { exact: flat(-3, -4) } }]);
  const textOf = (network?: number) =>
    words(
      multipletWeightsFigure(two, weights, PAIR, network === undefined ? {} : { network }).svg,
    );
  ok(textOf().includes("of all sizes in network 0."));
  ok(textOf(1).includes("of all sizes in network 1."));
  ok(textOf(1).includes("Ω = −4.00 bits"));
});

Deno.test("images: weights into the neurons of a multiplet, on one scale for both", () => {
  const { svg } = multipletWeightsFigure(fourNeurons, weights, PAIR);
  const [synergy, redundancy] = attributesOf(svg, "href").map(coloursOf);
  // Each image has free pixels around: 2 × 1 becomes 4 × 3. The largest weight lies beyond the scale.
  ok(textsOf(svg).includes("1.50"));
  deepEqual(synergy!.length, 4);
  const inner = (rows: string[][]) => [rows[1]![1], rows[2]![1], rows[1]![4], rows[2]![4]];
  const [brown, teal] = ["#8c510a", "#01665e"];
  deepEqual(inner(synergy!).filter((_, at) => at % 2 === 1), ["#ffffff", "#ffffff"]);
  equal(inner(synergy!)[0], brown);
  equal(inner(redundancy!)[2], teal);
});

Deno.test("marks: members, others and neurons that cannot be analysed", () => {
  const own = network(flat(2, -2), 1);
  const { svg } = multipletWeightsFigure(own, new Float32Array(2 * 5), PAIR);
  const texts = textsOf(svg);
  ok(texts.includes("cannot be analysed"));
  // A cross in each row of fc1, and one in the key.
  equal(attributesOf(svg, "d").length, 3);
  equal(
    textsOf(multipletWeightsFigure(fourNeurons, weights, PAIR).svg).includes(
      "cannot be analysed",
    ),
    false,
  );
  // Two neurons in each of two rows in two layers.
  equal([...svg.matchAll(/<circle[^>]*stroke="none"/g)].length, 2 * 4 + 2 * 3);
});

Deno.test("the first layer must have multiplets, others can be without", () => {
  const one: Ends = { redundancy: [], synergy: [] };
  const without = (layer: string) =>
    inventedLayers([{
      fc1: { exact: flat(2, -2) },
      fc2: { exact: flat(2, -2) },
      [layer]: { exact: one },
    }]);
  equal(textsOf(multipletWeightsFigure(without("fc2"), weights, PAIR).svg).includes("fc2"), false);
  throws(() => multipletWeightsFigure(without("fc1"), weights, PAIR), /its first layer has none/);
});

Deno.test("weights that do not fit, or are no numbers, are errors", () => {
  throws(() => multipletWeightsFigure(fourNeurons, weights, { ...PAIR, height: 3 }), /need 12/);
  const broken = weights.map((weight, at) => at === 5 ? NaN : weight);
  throws(
    () => multipletWeightsFigure(fourNeurons, broken, PAIR),
    /weight 1 of neuron 1 of fc1: it is NaN/,
  );
  throws(() => multipletWeightsFigure(inventedLayers([]), weights, PAIR), PlotError);
  throws(() => multipletWeightsFigure(fourNeurons, weights, PAIR, { network: 3 }), /network 3/);
});

Deno.test("CSV: a row for every neuron of a multiplet", () => {
  const rows = csvRows(multipletWeightsFigure(fourNeurons, weights, PAIR).csv);
  equal(rows.length, 2 * 2 + 2 * 2);
  deepEqual(rows[0], {
    network: "0",
    layer: "fc1",
    extreme: "redundancy",
    size: "2",
    o_information_bits: "2",
    neuron: "2",
  });
});
