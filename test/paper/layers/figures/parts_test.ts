import { ok, strictEqual as equal } from "node:assert/strict";
import { partsFigure } from "../../../../lib/paper/figures.ts";
import { textsOf, words } from "../../../figures/svg_checks.ts";
import { flat, inventedLayers } from "../invented.ts";

/** Two neurons have Ω = 9, which must not count. */
const figure = (omega: number, target: number) =>
  partsFigure(inventedLayers([{
    fc1: { exact: { redundancy: [9, omega], synergy: [9, omega] }, target },
  }]));

Deno.test("title: neurons among themselves, the target, or both, by |Δ| of |Ω(X)| + |Δ|", () => {
  equal(
    words(figure(5, 1).title),
    "The labels contribute little to the extremes: 20.0 % of |Ω(X)| + |Δ|",
  );
  equal(
    words(figure(5, 4).title),
    "The labels contribute most of the extremes: 80.0 % of |Ω(X)| + |Δ|",
  );
  equal(
    words(figure(5, 2).title),
    "Neurons and labels both contribute to the extremes: labels 40.0 % of |Ω(X)| + |Δ|",
  );
});

Deno.test("sizes of parts add up whatever their signs: Ω = 3 − 1 is a quarter target", () => {
  ok(words(figure(2, -1).title).includes("contribute little to the extremes: 25.0 %"));
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
