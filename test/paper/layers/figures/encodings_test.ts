import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import { encodingsFigure } from "../../../../lib/paper/figures.ts";
import { csvRows } from "../../../figures/csv_checks.ts";
import { textsOf, words } from "../../../figures/svg_checks.ts";
import { flat, inventedFigure1, type InventedLayer } from "./invented_figure1.ts";

const titleOf = (...networks: Record<string, InventedLayer>[]) =>
  words(encodingsFigure(inventedFigure1(networks)).title);

const redundant = { exact: flat(2, -1) };

Deno.test("title: encodings agree", () => {
  const network = { fc1: redundant, fc_out: { exact: flat(1, -2) } };
  equal(
    titleOf(network, network),
    "All four target encodings agree: redundancy outweighs synergy in fc1; synergy outweighs " +
      "redundancy in fc_out",
  );
});

Deno.test("title: layers where one of the encodings turns the balance", () => {
  const turned = { ...redundant, oneHot: flat(1, -2) };
  const alsoTurned = { ...redundant, model: flat(1, -2) };
  equal(
    titleOf({ fc1: turned, fc2: redundant, fc_out: alsoTurned }),
    "How the target is encoded decides whether redundancy outweighs synergy in fc1 and fc_out, " +
      "but not in fc2 of network 0",
  );
  const network = { fc1: turned, fc2: alsoTurned };
  equal(
    titleOf(network, network),
    "How the target is encoded decides whether redundancy outweighs synergy in fc1 and fc2",
  );
});

Deno.test("title: layers too small to compare", () => {
  ok(titleOf({ fc1: { exact: flat(1, -1, 1) } }).startsWith("No layer has the three neurons"));
});

Deno.test("a row for every encoding, all on one scale", () => {
  const layer = { ...redundant, oneHot: flat(30, -1) };
  const texts = textsOf(encodingsFigure(inventedFigure1([{ fc1: layer }])).svg);
  for (const name of ["copula", "none", "model", "one-hot"]) ok(texts.includes(`${name} (bits)`));
  equal(texts.filter((text) => text === "20").length, 4);
});

Deno.test("CSV: rows of every encoding", () => {
  const rows = csvRows(encodingsFigure(inventedFigure1([{ fc1: redundant }])).csv);
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
  ok(titleOf({ fc1: fewer, fc_out: redundant }).startsWith("All four target encodings agree"));
});
