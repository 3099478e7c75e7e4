import { deepStrictEqual as deepEqual, rejects } from "node:assert/strict";
import { gaussianSystem } from "../../lib/information/mod.ts";
import { bestSizes, SubnetworkError } from "../../lib/selection/mod.ts";
import { plainSearch } from "../search/plain_search.ts";
import { layerOf, rowsOf, subjectOf, toySubject } from "./toy_subject.ts";

Deno.test("k* is the size with the smallest Ω of all sizes from 2 on", async () => {
  const seen = new Set<number>();
  for (let seed = 1; seed <= 8; seed++) {
    const subject = toySubject({ widths: [6, 4], seed, samples: 100 });
    const expected = subject.activations.map((layer) => {
      const system = gaussianSystem(layer, subject.target);
      const sizes = Array.from({ length: layer.variables.length - 1 }, (_, i) => i + 2);
      const lowest = sizes.map((size) => plainSearch(system, size).synergy[0]!.oInformation);
      return sizes[lowest.indexOf(Math.min(...lowest))]!;
    });
    deepEqual(await bestSizes(subject, "exact"), { fc1: expected[0], fc2: expected[1] });
    deepEqual(Object.values(await bestSizes(subject, "greedy")), expected, "exhaustive up to 6");
    expected.forEach((size) => seen.add(size));
  }
  // The test means little unless several sizes win.
  deepEqual([...seen].sort(), [2, 3, 4]);
});

Deno.test("k* is 1 where one neuron only can be analysed", async () => {
  const { activations: [layer], target } = toySubject({ widths: [1] });
  const half = layerOf(rowsOf(layer!).map(([value]) => [0, value!]));
  deepEqual(await bestSizes(subjectOf([half], [...target.classes]), "exact"), { fc1: 1 });
});

Deno.test("an unknown search, and a subject without the activations of its layers, are refused", async () => {
  const { activations, ...subject } = toySubject();
  await rejects(
    Reflect.apply(bestSizes, undefined, [{ ...subject, activations }, "exhaustive"]),
    new SubnetworkError("search must be one of exact, greedy, ladder, got exhaustive"),
  );
  await rejects(
    bestSizes({ ...subject, activations: activations.slice(1) }, "exact"),
    new SubnetworkError(
      "Activations are given for 5 units of fc2, the network has 7 units of fc1, 5 units of fc2",
    ),
  );
});
