import { deepStrictEqual as deepEqual, ok, strictEqual as equal, throws } from "node:assert/strict";
import { sizesAmong, type SubnetworkSize } from "../../../../lib/paper/subnetworks/result.ts";
import { atSize } from "../../../../lib/paper/claims/wording.ts";
import {
  mainSize,
  numberNote,
  retrainedSizes,
  sizeNote,
  sizesNote,
} from "../../../../lib/paper/subnetworks/figures/values.ts";
import {
  ablationFigure,
  accuracyBySizeFigure,
  pairedDifferencesFigure,
  PlotError,
} from "../../../../lib/paper/figures.ts";
import { invented } from "../invented.ts";

Deno.test("numbers ascend, then k* of the greedy search, then of the exact one", () => {
  const all = (["k* exact", 12, "k*", 8, 12] as const).map((size) => ({ size }));
  deepEqual(sizesAmong(all), [8, 12, "k*", "k* exact"]);
});

Deno.test("sizes that only fresh sub-networks have do not count", () => {
  const result = invented({ sizes: [4, 8] });
  const rows = result.rows.map((row) =>
    row.size === 4 && row.retrained ? { ...row, start: "fresh" as const } : row
  );
  deepEqual(retrainedSizes({ ...result, rows }), [8]);
});

Deno.test("a title is about k*, else about the size closest to half of the neurons", () => {
  const result = invented({ hiddenWidths: [20] });
  const main = (...sizes: SubnetworkSize[]) => mainSize(result, sizes);
  equal(main(10, "k*", "k* exact"), "k*");
  equal(main(10, "k* exact"), "k* exact");
  equal(main(2, 9, 16), 9);
  throws(() => main(), PlotError);
});

Deno.test("sizes in words", () => {
  deepEqual(([1, 8, "k*", "k* exact"] as const).map(atSize), [
    "with 1 neuron per layer",
    "with 8 neurons per layer",
    "at k*",
    "at exact k*",
  ]);
  const exact = invented({ hiddenWidths: [20] });
  equal(sizesNote(exact, [4]), "");
  equal(
    sizesNote(exact, [4, "k*", "k* exact"]),
    "k*: size of each layer’s most synergistic multiplet, by the paper’s greedy search and by the " +
      "exact search (exact).",
  );
});

Deno.test("numbers of neurons that the greedy search chose are told as that", () => {
  const greedy = invented({ hiddenWidths: [30], sizeSearch: "greedy", sizes: [4, "k*"] });
  const note =
    "Synergy, redundancy and complement of a number of neurons: by the paper’s greedy search.";
  equal(numberNote(greedy), note);
  equal(sizeNote(greedy, 4), note);
  ok(!sizeNote(greedy, "k*").includes(note));
  equal(
    sizesNote(greedy, [4, "k*"]),
    `k*: size of each layer’s most synergistic multiplet, by the paper’s greedy search. ${note}`,
  );
  equal(sizesNote(greedy, ["k*"]).includes(note), false);
  const figures = [accuracyBySizeFigure, ablationFigure, pairedDifferencesFigure].map((draw) =>
    draw(greedy).svg
  );
  // Lines are broken anywhere: what counts is the word that no other text has.
  for (const svg of figures) ok(svg.includes("complement of a"), svg.slice(0, 2000));
});
