import {
  deepStrictEqual as deepEqual,
  notDeepStrictEqual as notDeepEqual,
  throws,
} from "node:assert/strict";
import { mlp } from "../../lib/models/mod.ts";
import { SubnetworkError, treatmentsOf } from "../../lib/selection/mod.ts";
import { fusedTrainer } from "../../lib/training/fused/mod.ts";
import type { UnitTreatment } from "../../lib/training/mod.ts";
import { request } from "../training/toy_request.ts";
import { permitted } from "../permitted.ts";

const spec = mlp([12, 4, 3, 2]);
const kept = [[0, 3], [1]];

/** One letter a neuron: t, z, f, c. */
const letters = (treatments: readonly (readonly UnitTreatment[])[]) =>
  treatments.map((layer) => layer.map((treatment) => treatment[0]).join(""));

Deno.test("what is not kept is removed as asked for", () => {
  const treat = (options: Parameters<typeof treatmentsOf>[2]) =>
    letters(treatmentsOf(spec, kept, options));
  deepEqual(treat({ removal: "zero" }), ["tzzt", "ztz"]);
  deepEqual(treat({ removal: "zero", keepBias: false }), ["tzzt", "ztz"]);
  deepEqual(treat({ removal: "zero", keepBias: true }), ["tcct", "ctc"]);
  deepEqual(treat({ removal: "frozen" }), ["tfft", "ftf"]);
  deepEqual(treat({ removal: "zero", layer: 0 }), ["tzzt", "ttt"]);
  deepEqual(treat({ removal: "frozen", layer: 1 }), ["tttt", "ftf"]);
  deepEqual(treat({ removal: "zero", keepBias: true, layer: 1 }), ["tttt", "ctc"]);
});

Deno.test("kept neurons that cannot be are errors", () => {
  const wrong: [number[][], string][] = [
    [[[0, 3]], "The network has 2 hidden layers, got kept neurons for 1"],
    [[[0, 3], []], "Kept neurons of fc2, []: at least one neuron must stay"],
    [[[0, 4], [1]], "Kept neurons of fc1, [0, 4]: neurons are 0 to 3, got 4"],
    [[[-1], [1]], "Kept neurons of fc1, [-1]: neurons are 0 to 3, got -1"],
    [[[0.5], [1]], "Kept neurons of fc1, [0.5]: neurons are 0 to 3, got 0.5"],
    [[[3, 0], [1]], "Kept neurons of fc1, [3, 0]: they must ascend, each once"],
    [[[0], [1, 1]], "Kept neurons of fc2, [1, 1]: they must ascend, each once"],
  ];
  for (const [neurons, message] of wrong) {
    throws(() => treatmentsOf(spec, neurons, { removal: "zero" }), new SubnetworkError(message));
  }
});

Deno.test("options that cannot be are errors", () => {
  throws(
    () => treatmentsOf(spec, kept, { removal: "frozen", keepBias: true }),
    new SubnetworkError(
      `keepBias is for neurons that are removed; removal "frozen" keeps all of a neuron`,
    ),
  );
  for (const layer of [-1, 2, 0.5]) {
    throws(
      () => treatmentsOf(spec, kept, { removal: "zero", layer }),
      new SubnetworkError(`layer must be a hidden layer, 0 to 1, got ${layer}`),
    );
  }
  throws(
    () => Reflect.apply(treatmentsOf, undefined, [spec, kept, { removal: "constant" }]),
    new SubnetworkError("removal must be one of zero, frozen, got constant"),
  );
  throws(
    () => Reflect.apply(treatmentsOf, undefined, [spec, kept, { removal: "zero", layers: [1] }]),
    new SubnetworkError(`treatmentsOf has no option "layers"; it takes removal, keepBias, layer`),
  );
});

Deno.test(
  "a sub-network of all neurons trains to the bytes of the network, one of fewer does not",
  permitted,
  async () => {
    const whole = [[0, 1, 2, 3, 4, 5], [0, 1, 2, 3, 4]];
    const job = request.jobs[0]!;
    const treated = (neurons: number[][]) => ({
      ...job,
      treatments: treatmentsOf(request.spec, neurons, { removal: "zero" }),
    });
    const [plain, all, fewer] = await fusedTrainer().train({
      ...request,
      jobs: [job, treated(whole), treated([[0, 2, 4], [1, 3]])],
    });
    deepEqual(all!.parameters, plain!.parameters);
    notDeepEqual(fewer!.parameters, plain!.parameters);
  },
);
