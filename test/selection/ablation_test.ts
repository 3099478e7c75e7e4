import { deepStrictEqual as deepEqual, strictEqual as equal, throws } from "node:assert/strict";
import { evaluate, initialParameters, mlp, NetworkError } from "../../lib/models/mod.ts";
import { ablate, SubnetworkError } from "../../lib/selection/mod.ts";
import { randomSource } from "../../lib/system/random/mod.ts";
import { draw, request, spec, widths } from "../training/toy_request.ts";

const parameters = draw(7);
const { test } = request.dataset.parts;
/** Widths 12, 6, 5, 4: neurons 1 and 4 of fc1 and neuron 3 of fc2 go. */
const kept = { fc1: [0, 2, 3, 5], fc2: [0, 1, 2, 4] };

/** The network with the incoming weights and biases of the removed neurons at zero. */
function byHand({ fc2 = true, bias = false } = {}) {
  const layers = structuredClone(parameters);
  for (const [l, neuron] of [[0, 1], [0, 4], [1, 3]] as const) {
    if (l === 1 && !fc2) continue;
    const width = widths[l + 1]!;
    for (let i = 0; i < widths[l]!; i++) layers[l]!.weights[i * width + neuron] = 0;
    if (!bias) layers[l]!.biases[neuron] = 0;
  }
  return evaluate(spec, layers, test);
}

Deno.test("an ablation is the evaluation of the network with its neurons set to zero", () => {
  const whole = evaluate(spec, parameters, test);
  deepEqual(ablate(spec, parameters, kept, test), byHand());
  deepEqual(ablate(spec, parameters, { fc1: kept.fc1 }, test), byHand({ fc2: false }));
  deepEqual(ablate(spec, parameters, kept, test, { keepBias: true }), byHand({ bias: true }));
  deepEqual(
    ablate(spec, parameters, { fc1: [0, 1, 2, 3, 4, 5], fc2: [0, 1, 2, 3, 4] }, test),
    whole,
  );
  deepEqual(ablate(spec, parameters, {}, test), whole);
  // All of these differ, or the comparisons would say little.
  const losses = [whole, byHand(), byHand({ fc2: false }), byHand({ bias: true })];
  equal(new Set(losses.map(({ loss }) => loss)).size, 4);
});

Deno.test("an ablation leaves the network as it was, and refuses what cannot be", () => {
  const before = structuredClone(parameters);
  ablate(spec, parameters, kept, test);
  deepEqual(parameters, before);
  throws(() => ablate(spec, parameters, { fc_out: [0] }, test), SubnetworkError);
  throws(() => ablate(mlp([12, 4]), [], {}, test), NetworkError);
  throws(
    () => Reflect.apply(ablate, undefined, [spec, parameters, kept, test, { removal: "frozen" }]),
    new SubnetworkError(`ablate has no option "removal"; it takes keepBias`),
  );
});

Deno.test("what a removed unit without activation function hands on is its bias", () => {
  const [fc1, ...others] = spec.layers;
  const linear = { ...spec, layers: [{ ...fc1!, activation: "none" as const }, ...others] };
  const layers = structuredClone(parameters);
  layers[0]!.biases.fill(-0.5);
  const removed = structuredClone(layers);
  for (let at = 1; at < removed[0]!.weights.length; at += 6) removed[0]!.weights[at] = 0;
  deepEqual(
    ablate(linear, layers, { fc1: [0, 2, 3, 4, 5] }, test, { keepBias: true }),
    evaluate(linear, removed, test),
  );
});

Deno.test("a network without hidden layers has nothing to remove", () => {
  const shallow = mlp([12, 4]);
  const layers = initialParameters(shallow, "default", randomSource(1));
  throws(
    () => ablate(shallow, layers, {}, test),
    new SubnetworkError("A network without hidden layers has no units to remove"),
  );
});
