import { deepStrictEqual as deepEqual, strictEqual as equal, throws } from "node:assert/strict";
import { copyParameters, evaluate } from "../../lib/models/mod.ts";
import { ablate, SubnetworkError } from "../../lib/selection/mod.ts";
import { draw, request, spec } from "../training/toy_request.ts";

const parameters = draw(7);
const { test } = request.dataset.parts;
/** Widths 12, 6, 5, 4: neurons 1 and 4 of fc1 and neuron 3 of fc2 go. */
const kept = [[0, 2, 3, 5], [0, 1, 2, 4]];

/** The network with the incoming weights and biases of the removed neurons at zero. */
function byHand({ fc2 = true, bias = false } = {}) {
  const layers = copyParameters(parameters);
  for (const [l, neuron] of [[0, 1], [0, 4], [1, 3]] as const) {
    if (l === 1 && !fc2) continue;
    const width = spec.widths[l + 1]!;
    for (let i = 0; i < spec.widths[l]!; i++) layers[l]!.weights[i * width + neuron] = 0;
    if (!bias) layers[l]!.biases[neuron] = 0;
  }
  return evaluate(spec, layers, test);
}

Deno.test("an ablation is the evaluation of the network with its neurons set to zero", () => {
  const whole = evaluate(spec, parameters, test);
  deepEqual(ablate(spec, parameters, kept, test), byHand());
  deepEqual(ablate(spec, parameters, kept, test, { layer: 0 }), byHand({ fc2: false }));
  deepEqual(ablate(spec, parameters, kept, test, { keepBias: true }), byHand({ bias: true }));
  deepEqual(ablate(spec, parameters, [[0, 1, 2, 3, 4, 5], [0, 1, 2, 3, 4]], test), whole);
  // All of these differ, or the comparisons would say little.
  const losses = [whole, byHand(), byHand({ fc2: false }), byHand({ bias: true })];
  equal(new Set(losses.map(({ loss }) => loss)).size, 4);
});

Deno.test("an ablation leaves the network as it was, and refuses what cannot be", () => {
  const before = copyParameters(parameters);
  ablate(spec, parameters, kept, test);
  deepEqual(parameters, before);
  throws(() => ablate(spec, parameters, [[0]], test), SubnetworkError);
  throws(
    () => Reflect.apply(ablate, undefined, [spec, parameters, kept, test, { removal: "frozen" }]),
    new SubnetworkError(`ablate has no option "removal"; it takes keepBias, layer`),
  );
});
