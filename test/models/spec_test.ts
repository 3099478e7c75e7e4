import { deepStrictEqual as deepEqual, strictEqual as equal, throws } from "node:assert/strict";
import {
  initialParameters,
  layersOf,
  type LayerSpec,
  mlp,
  NetworkError,
} from "../../lib/models/mod.ts";
import { hiddenLayers, mlpWidths, outputLayer } from "../../lib/models/spec.ts";
import { randomSource } from "../../lib/system/random/mod.ts";

Deno.test("layers know their name, their role and their units, whatever they are called", () => {
  const dense = { kind: "dense", activation: "none", bias: false } as const;
  const spec = {
    input: 4,
    layers: [{ ...dense, name: "b", units: 3 }, { ...dense, name: "a", units: 2 }],
  };
  const b = { name: "b", role: "hidden", units: 3, columnsPerUnit: 1 };
  const a = { name: "a", role: "output", units: 2, columnsPerUnit: 1 };
  deepEqual(layersOf(spec), [b, a]);
  deepEqual(hiddenLayers(spec), [b]);
  deepEqual(outputLayer(spec), a);
  deepEqual(layersOf(mlp([4, 2])), [{ ...a, name: "fc_out" }]);
  deepEqual(layersOf(mlp([9, 8, 7, 6, 5])).map(({ name }) => name), [
    "fc1",
    "fc2",
    "fc3",
    "fc_out",
  ]);
});

Deno.test("widths stand for a network that mlp makes of them, and for no other", () => {
  const { input, layers } = mlp([4, 3, 2]);
  deepEqual(mlpWidths({ input, layers }), [4, 3, 2]);
  const [first, output] = layers as [LayerSpec, LayerSpec];
  const changed = (change: Partial<LayerSpec>) =>
    mlpWidths({ input, layers: [{ ...first, ...change }, output] });
  deepEqual(changed({ units: 7 }), [4, 7, 2]);
  equal(changed({ name: "first" }), undefined);
  equal(changed({ bias: false }), undefined);
  equal(changed({ activation: "none" }), undefined);
  equal(mlpWidths(mlp([4, 3, 2], { outputBias: false })), undefined);
});

Deno.test("what is no network is refused, with the layer", () => {
  const refused = (widths: number[], message: RegExp) => {
    throws(() => mlp(widths), NetworkError);
    throws(() => mlp(widths), message);
  };
  refused([], /whole number of inputs, got NaN/);
  refused([4], /needs an output layer, got no layers/);
  refused([0, 2], /whole number of inputs, got 0/);
  refused([4, 0, 2], /Layer fc1 needs a positive whole number of units, got 0/);
  refused([4, 3, 1.5], /Layer fc_out needs a positive whole number of units, got 1.5/);
  const { input, layers } = mlp([4, 3, 2]);
  const [fc1, output] = layers as [LayerSpec, LayerSpec];
  const start = (own: LayerSpec[]) => () =>
    initialParameters({ input, layers: own }, "he", randomSource(1));
  throws(start([fc1, fc1, output]), /Two layers are called fc1/);
  for (const name of ["", "constructor"]) {
    throws(
      start([{ ...fc1, name }, output]),
      new NetworkError(`A layer cannot be called "${name}"`),
    );
  }
  throws(start([fc1]), /Layer fc1 is the output layer.*must be "none", got "relu"/);
});
