import { deepStrictEqual as deepEqual, ok, strictEqual as equal, throws } from "node:assert/strict";
import type { SubnetworkSize } from "../../../../lib/paper/subnetworks/result.ts";
import {
  atSize,
  mainSize,
  numberNote,
  retrainedSizes,
  sizeNote,
  sizesAmong,
  sizesNote,
} from "../../../../lib/paper/subnetworks/figures/sizes.ts";
import {
  ablationFigure,
  accuracyBySizeFigure,
  pairedDifferencesFigure,
  PlotError,
} from "../../../../lib/paper/figures.ts";
import { inventedFigure2 } from "./invented_figure2.ts";

Deno.test("numbers ascend, then k* of the greedy search, then of the exact one", () => {
  const all = (["k* exact", 12, "k*", 8, 12] as const).map((size) => ({ size }));
  deepEqual(sizesAmong(all), [8, 12, "k*", "k* exact"]);
});

Deno.test("sizes that only fresh sub-networks have do not count", () => {
  const { networks, ...result } = inventedFigure2({ sizes: [4, 8] });
  const fresh = networks.map((network) => ({
    ...network,
    retrainings: network.retrainings.map((one) => (
      one.size === 4 ? { ...one, start: "fresh" as const } : one
    )),
  }));
  deepEqual(retrainedSizes({ ...result, networks: fresh }), [8]);
});

Deno.test("a title is about k*, else about the size closest to half of the neurons", () => {
  const result = inventedFigure2({ hiddenWidths: [20] });
  const main = (...sizes: SubnetworkSize[]) => mainSize(result, sizes);
  equal(main(10, "k*", "k* exact"), "k*");
  equal(main(10, "k* exact"), "k* exact");
  equal(main(2, 9, 16), 9);
  throws(() => main(), PlotError);
});

Deno.test("sizes in words", () => {
  deepEqual(([1, 8, "k*", "k* exact"] as const).map(atSize), [
    "with 1 neuron a layer",
    "with 8 neurons a layer",
    "at k*",
    "at k* of the exact search",
  ]);
  const exact = inventedFigure2({ hiddenWidths: [20] });
  equal(sizesNote(exact, [4]), "");
  equal(
    sizesNote(exact, [4, "k*", "k* exact"]),
    "k*: size of each layer’s most synergistic multiplet, by the paper’s greedy search and by the " +
      "exact search (exact).",
  );
});

Deno.test("numbers of neurons that the greedy search chose are told as that", () => {
  const greedy = inventedFigure2({ hiddenWidths: [30], sizeSearch: "greedy", sizes: [4, "k*"] });
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
