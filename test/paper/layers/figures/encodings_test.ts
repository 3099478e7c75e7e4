import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import { encodingsFigure } from "../../../../lib/paper/figures.ts";
import { encodingsFinding } from "../../../../lib/paper/claims/label_findings.ts";
import { csvRows } from "../../../figures/csv_checks.ts";
import { textsOf, words } from "../../../figures/svg_checks.ts";
import { flat, type InventedLayer, inventedLayers } from "../invented.ts";

const titleOf = (...networks: Record<string, InventedLayer>[]) =>
  words(encodingsFigure(inventedLayers(networks)).title);

const redundant = { exact: flat(2, -1) };

Deno.test("title: encodings agree", () => {
  const network = { fc1: redundant, fc_out: { exact: flat(1, -2) } };
  equal(
    titleOf(network, network),
    "All target encodings agree which end of Ω dominates each layer",
  );
});

Deno.test("title: layers where one of the encodings turns the balance", () => {
  const turned = { ...redundant, oneHot: flat(1, -2) };
  const alsoTurned = { ...redundant, model: flat(1, -2) };
  equal(
    titleOf({ fc1: turned, fc2: redundant, fc_out: alsoTurned }),
    "In network 0, whether redundancy dominates depends on the encoding in fc1 and fc_out",
  );
  const network = { fc1: turned, fc2: alsoTurned };
  equal(
    titleOf(network, network),
    "Whether redundancy dominates depends on the encoding in both layers",
  );
});

/** Two networks with these d of fc1 in bits, ± 0.1: 95 % intervals reach to 1.27 bits on either side. */
const twice = (copula: number, oneHot: number): Record<string, InventedLayer>[] =>
  [0.1, -0.1].map((by) => ({
    fc1: { exact: flat(1 + copula + by, -1), oneHot: flat(1 + oneHot + by, -1) },
    fc2: redundant,
  }));
const noteOf = (networks: Record<string, InventedLayer>[]) =>
  encodingsFinding(inventedLayers(networks)).note;

Deno.test("title: significant by one encoding and not by another is no difference", () => {
  const some = twice(1, 3);
  equal(titleOf(...some), "No target encodings disagree significantly on the dominant end of Ω");
  equal(noteOf(some), "In fc1 d is significant under some encodings only.");
  const opposite = twice(3, -3);
  equal(titleOf(...opposite), "Whether redundancy dominates depends on the encoding in fc1");
  equal(noteOf(opposite), "");
});

Deno.test("sizes where the model finds more than H(y) do not count for it, nor for what it is compared with", () => {
  // H(y) is 2 bits. The model turns the balance from four neurons on, copula already at five.
  const exact = { redundancy: [2, 2, 2, 0, 0], synergy: [-1, -1, -1, 0, 0] };
  const model = { redundancy: [2, 2, 0, 0, 0], synergy: [-1, -1, -9, -9, 0] };
  const networks = (modelTogether?: (size: number) => number) =>
    [0, 1].map(() => ({ fc1: { exact, model, ...(modelTogether && { modelTogether }) } }));
  const agree = "All target encodings agree which end of Ω dominates each layer";
  const differ = "Whether redundancy dominates depends on the encoding in fc1";
  equal(titleOf(...networks()), differ);
  equal(titleOf(...networks(() => 2)), differ);
  const excessive = networks((size) => size > 3 ? 2.1 : 1);
  equal(titleOf(...excessive), agree);
  ok(noteOf(excessive).startsWith("Sizes where the model’s I(X; y) exceeds H(y) in any network"));
  // In any network: the other one has no more than H(y).
  equal(titleOf(excessive[0]!, networks()[1]!), agree);
  // Nothing is left to compare the model with.
  equal(titleOf(...networks(() => 3)), agree);
});

Deno.test("other encodings are compared over all sizes, d of the model is over those below n that are left", () => {
  const exact = { redundancy: [2, 2, 2, 2, 0], synergy: [-1, -1, -1, -1, 0] };
  const modelTogether = (size: number) => size > 3 ? 3 : 1;
  // Over two and three neurons d is above 0, over all sizes below.
  const oneHot = { redundancy: [2, 2, 2, 2, 0], synergy: [-1, -1, -9, -9, 0] };
  equal(
    titleOf({ fc1: { exact, oneHot, modelTogether } }),
    "In network 0, whether redundancy dominates depends on the encoding in fc1",
  );
  // Of two neurons alone it is above 0, of both sizes that are left below; six are all neurons.
  const model = { redundancy: [2, 0, 2, 2, 0], synergy: [-1, -9, -1, -1, 0] };
  const { estimates } = encodingsFinding(
    inventedLayers([{ fc1: { exact, model, modelTogether } }]),
  );
  equal(estimates.at(-1)!.mean, -4);
});

Deno.test("encodings that differ over the model's sizes alone, and not from the model, are no difference", () => {
  // Over the two sizes that the model leaves, copula is below 0 and one-hot above; over all sizes, both are above.
  const modelTogether = (size: number) => size > 3 ? 3 : 1;
  const exact = { redundancy: [1, 1, 9, 9, 0], synergy: [-2, -2, -1, -1, 0] };
  const oneHot = { redundancy: [2, 2, 9, 9, 0], synergy: [-1, -1, -1, -1, 0] };
  const layer = (by: number) => {
    const model = { redundancy: [1 + by, 1 + by, 1, 1, 0], synergy: [-1, -1, -1, -1, 0] };
    return { fc1: { exact, oneHot, model, modelTogether } };
  };
  // The interval of the model reaches to both sides.
  equal(
    titleOf(layer(0.5), layer(-0.5)),
    "No target encodings disagree significantly on the dominant end of Ω",
  );
  const turned = layer(1);
  equal(titleOf(turned, turned), "Whether redundancy dominates depends on the encoding in fc1");
});

Deno.test("the estimates are d of every layer under every encoding", () => {
  const { estimates } = encodingsFinding(inventedLayers([{ fc1: redundant }, { fc1: redundant }]));
  deepEqual(estimates.map(({ label, mean }) => [label, mean.toFixed(2)]), [
    ["d of fc1, ordinal", "1.00"],
    ["d of fc1, none", "1.00"],
    ["d of fc1, one-hot", "1.00"],
    ["d of fc1, class-conditional model", "1.00"],
  ]);
});

Deno.test("title: layers too small to compare", () => {
  ok(titleOf({ fc1: { exact: flat(1, -1, 1) } }).startsWith("No layer has the three neurons"));
});

Deno.test("a row for every encoding, all on one scale", () => {
  const layer = { ...redundant, oneHot: flat(30, -1) };
  const texts = textsOf(encodingsFigure(inventedLayers([{ fc1: layer }])).svg);
  for (const name of ["ordinal", "none", "class-conditional", "one-hot"]) {
    ok(texts.includes(`${name} (bits)`));
  }
  equal(texts.filter((text) => text === "20").length, 4);
});

Deno.test("CSV: rows of every encoding", () => {
  const rows = csvRows(encodingsFigure(inventedLayers([{ fc1: redundant }])).csv);
  deepEqual([...new Set(rows.map(({ encoding }) => encoding))], [
    "copula",
    "none",
    "model",
    "one-hot",
  ]);
  equal(rows.length, 4 * 2 * 3);
});

Deno.test("an encoding under which a layer has fewer neurons is compared at the sizes it has", () => {
  const fewer = { ...redundant, model: flat(2, -1, 2), oneHot: flat(5, -1, 1) };
  ok(titleOf({ fc1: fewer, fc_out: redundant }).includes("all target encodings agree"));
});
