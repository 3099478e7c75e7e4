import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import { encodingsFigure } from "../../../../lib/paper/figures.ts";
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
    "In network 0, whether redundancy dominates depends on the target encoding in fc1 and fc_out",
  );
  const network = { fc1: turned, fc2: alsoTurned };
  equal(
    titleOf(network, network),
    "Whether redundancy dominates depends on the target encoding in both layers",
  );
});

Deno.test("title: layers too small to compare", () => {
  ok(titleOf({ fc1: { exact: flat(1, -1, 1) } }).startsWith("No layer has the three neurons"));
});

Deno.test("a row for every encoding, all on one scale", () => {
  const layer = { ...redundant, oneHot: flat(30, -1) };
  const texts = textsOf(encodingsFigure(inventedLayers([{ fc1: layer }])).svg);
  for (const name of ["copula", "none", "model", "one-hot"]) ok(texts.includes(`${name} (bits)`));
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
