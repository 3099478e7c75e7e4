import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import { partsFigure } from "../../../../lib/paper/figures.ts";
import { targetFinding } from "../../../../lib/paper/claims/label_findings.ts";
import { textsOf, words } from "../../../figures/svg_checks.ts";
import { flat, type InventedLayer, inventedLayers } from "../invented.ts";

/** Two neurons have Ω = 9, which must not count. */
const figure = (omega: number, target: number) =>
  partsFigure(inventedLayers([{
    fc1: { exact: { redundancy: [9, omega], synergy: [9, omega] }, target },
  }]));

Deno.test("title: |Δ| of |Ω(X)| + |Δ|, by the copula and from three neurons on", () => {
  for (const [target, share] of [[1, "20.0"], [4, "80.0"], [2, "40.0"]] as const) {
    equal(
      words(figure(5, target).title),
      `The labels contribute ${share} % of |Ω(X)| + |Δ| (ordinal, k ≥ 3)`,
    );
  }
});

Deno.test("sizes of parts add up whatever their signs: Ω = 3 − 1 is a quarter target", () => {
  ok(words(figure(2, -1).title).includes("contribute 25.0 %"));
});

Deno.test("the subtitle has the share under the other encodings, which can be another", () => {
  const ends = (omega: number) => ({ redundancy: [9, omega], synergy: [9, omega] });
  const layer = { exact: ends(5), model: ends(2), oneHot: ends(1.25), target: 1 };
  const shares = (more: Partial<InventedLayer> = {}) =>
    targetFinding(inventedLayers([{ fc1: { ...layer, ...more } }]));
  equal(
    words(shares().note),
    "Share of |Δ| under the other encodings: class-conditional model 50.0 % and one-hot 80.0 %.",
  );
  deepEqual(shares().estimates.map(({ mean }) => mean.toFixed(1)), ["20.0", "50.0", "80.0"]);
  // H(y) is 2 bits.
  equal(
    words(shares({ modelTogether: () => 3 }).note),
    "Share of |Δ| under the other encodings: one-hot 80.0 %. Sizes where the model’s I(X; y) exceeds " +
      "H(y) in any network are left out for it.",
  );
  const { svg } = partsFigure(inventedLayers([{ fc1: layer }]));
  ok(words(textsOf(svg)[1]!).includes("Encoding: ordinal. Share of |Δ| under the other encodings"));
});

Deno.test("title: two neurons have no Ω(X)", () => {
  const pair = partsFigure(inventedLayers([{ fc1: { exact: flat(1, 0, 1), target: 1 } }]));
  equal(pair.title, "Ω(X, y) of two neurons is the target contribution Δ");
});

Deno.test("one network has no interval in the key", () => {
  const keyOf = (networks: number) => {
    const layer = { exact: flat(1, -1), target: 0.1 };
    const result = inventedLayers(Array.from({ length: networks }, () => ({ fc1: layer })));
    return textsOf(partsFigure(result).svg).map(words);
  };
  equal(keyOf(1).includes("95 % interval"), false);
  ok(keyOf(2).includes("95 % interval"));
});
