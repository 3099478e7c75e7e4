/** The searches of one wide layer. */
import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import {
  searchWideLayer,
  WIDE_LAYER,
  type WideLayerInput,
} from "../../../lib/beyond/wide/layer.ts";
import { discreteTarget, searchSpace, toVariables } from "../../../lib/information/mod.ts";
import {
  frustratedTriangles,
  memberDependence,
} from "../../../lib/information/multiplet_structure.ts";
import { systemOf } from "../../../lib/paper/layers/layer_analysis.ts";
import { exactSearch, greedySearch, ladderSearch, multiplets } from "../../../lib/search/mod.ts";
import { deriveSeed, normals, randomSource } from "../../../lib/system/random/mod.ts";

/** Mixed signals and their class. */
function layer(neurons: number, seed: number) {
  const random = randomSource(seed);
  const samples = 300;
  const signals = normals(samples * 4, random);
  const weights = normals(neurons * 4, random);
  const noise = normals(samples * neurons, random);
  const values = noise.map((one, at) => {
    const [sample, neuron] = [Math.floor(at / neurons), at % neurons];
    let sum = 0.7 * one;
    for (let s = 0; s < 4; s++) sum += weights[4 * neuron + s]! * signals[4 * sample + s]!;
    return sum;
  });
  const labels = Array.from({ length: samples }, (_, at) => signals[4 * at]! > 0.2 ? 1 : 0);
  return {
    variables: toVariables({ samples, variables: neurons, values }),
    target: discreteTarget(labels),
  };
}

const network = { seed: 3, index: 2 } as WideLayerInput["network"];
const search = { network, calls: 10, islands: 2 };

Deno.test("greedy is the paper's search, the ladder has a seed of its own for each state", async () => {
  const { variables: trained, target } = layer(14, 1);
  const { variables: untrained } = layer(14, 2);
  const found = await searchWideLayer({ layer: "fc1", trained, untrained }, target, search);
  const system = systemOf(trained, target);
  const greedy = await greedySearch(system);
  deepEqual(
    found.greedy.map(({ size, synergy, redundancy }) => [size, synergy, redundancy]),
    greedy.map(({ size, synergy, redundancy }) => [size, synergy[0], redundancy[0]]),
  );
  deepEqual(found.greedy.filter(({ proven }) => proven).map(({ size }) => size), [
    2,
    3,
    4,
    5,
    6,
    14,
  ]);
  const ladder = await ladderSearch(systemOf(untrained, target), {
    calls: 10,
    islands: 2,
    seed: deriveSeed(3, "network", 2, "fc1", "ladder", "untrained"),
  });
  // The ladder begins with larger sizes compared as a whole: it is never worse.
  for (const [at, { synergy }] of ladder.entries()) {
    ok(found.untrained[at]!.synergy.oInformation <= synergy[0]!.oInformation + 1e-12);
  }
  equal(found.ladder.length, 13);
});

Deno.test("sizes that are proven have the extremes of the exact search, and no size has a more extreme one", async () => {
  const { variables: trained, target } = layer(13, 5);
  const found = await searchWideLayer(
    { layer: "fc2", trained, untrained: trained },
    target,
    search,
  );
  const exact = await exactSearch(systemOf(trained, target));
  for (const [at, { size, synergy, redundancy }] of exact.entries()) {
    for (const result of [found.ladder, found.greedy, found.untrained]) {
      const own = result[at]!;
      equal(own.size, size);
      if (own.proven) {
        deepEqual([own.synergy, own.redundancy], [synergy[0], redundancy[0]]);
      }
      ok(own.synergy.oInformation >= synergy[0]!.oInformation - 1e-12);
      ok(own.redundancy.oInformation <= redundancy[0]!.oInformation + 1e-12);
    }
  }
  ok(found.ladder.slice(0, 4).every(({ proven }) => proven));
});

Deno.test("a neuron that cannot be analysed keeps its number, and so do the others", async () => {
  const { variables: trained, target } = layer(9, 7);
  const columns = trained.columns.map((column, at) =>
    at === 2 ? { ...column, values: new Float64Array(300) } : column
  );
  const dead = { ...trained, columns };
  const found = await searchWideLayer(
    { layer: "fc1", trained: dead, untrained: trained },
    target,
    search,
  );
  deepEqual([found.neurons, found.dropped.map(({ neuron }) => neuron)], [9, [2]]);
  deepEqual(found.ladder.map(({ size }) => size), [2, 3, 4, 5, 6, 7, 8]);
  deepEqual(found.ladder.at(-1)!.synergy.multiplet, [0, 1, 3, 4, 5, 6, 7, 8]);
  deepEqual(found.untrained.length, 8);
  // What makes an optimum is about these neurons, too.
  const space = searchSpace(systemOf(dead, target));
  const positions = found.ladder[2]!.synergy.multiplet.map((neuron) =>
    neuron > 2 ? neuron - 1 : neuron
  );
  const { synergy, redundancy, random } = found.structure[2]!;
  equal(synergy.rSquared, memberDependence(space, positions).rSquared);
  equal(synergy.frustrated, frustratedTriangles(space, positions));
  const largest = found.ladder[2]!.redundancy.multiplet.map((neuron) =>
    neuron > 2 ? neuron - 1 : neuron
  );
  equal(redundancy.rSquared, memberDependence(space, largest).rSquared);
  equal(redundancy.frustrated, frustratedTriangles(space, largest));
  // The share of triangles in a layer is the mean over its multiplets of any size.
  const fours = [...multiplets(8, 4)];
  const mean = (values: number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
  const share = mean(fours.map((one) => frustratedTriangles(space, one)!));
  equal(random.frustrated!.toFixed(12), share.toFixed(12));
  const all = fours.map((one) => memberDependence(space, one).rSquared);
  ok(random.rSquared > Math.min(...all) && random.rSquared < Math.max(...all));
  deepEqual([...new Set(found.structure.map((one) => one.random.rSquared))].length, 7);
  // All neurons are the only multiplet of their size.
  const { synergy: whole, random: same } = found.structure[6]!;
  equal(same.rSquared.toFixed(12), whole.rSquared.toFixed(12));
  deepEqual([found.structure[0]!.synergy.frustrated, found.structure[0]!.random.frustrated], [
    null,
    null,
  ]);
});

Deno.test("narrow layers: of one neuron and of two", async () => {
  for (const neurons of [1, 2]) {
    const { variables: trained, target } = layer(neurons, 9);
    const found = await searchWideLayer(
      { layer: "fc1", trained, untrained: trained },
      target,
      search,
    );
    deepEqual(found.ladder.map(({ size, proven }) => [size, proven]), [[neurons, true]]);
    deepEqual(found.greedy, found.ladder);
  }
});

Deno.test("progress is a share that only grows, up to 1", async () => {
  const { variables: trained, target } = layer(12, 11);
  const shares: number[] = [];
  await searchWideLayer({ layer: "fc1", trained, untrained: trained }, target, search, {
    report: ({ done, total }) => shares.push(done / total),
  });
  ok(shares.length > 2);
  ok(shares.every((share, at) => at === 0 || share >= shares[at - 1]! - 1e-9), shares.join());
  ok(Math.abs(shares.at(-1)! - 1) < 1e-9);
});

Deno.test("the file of a layer is that of its name, and damaged ones are noticed", async () => {
  const { variables: trained, target } = layer(7, 13);
  const result = await searchWideLayer(
    { layer: "fc1", trained, untrained: trained },
    target,
    search,
  );
  const input = { ...search, layer: "fc1" } as WideLayerInput;
  const files = WIDE_LAYER.encode(result, input);
  const artifact = { files } as unknown as Parameters<typeof WIDE_LAYER.decode>[0];
  deepEqual(WIDE_LAYER.decode(artifact, input), { value: result });
  equal(typeof WIDE_LAYER.decode(artifact, { ...input, layer: "fc2" }), "string");
});
