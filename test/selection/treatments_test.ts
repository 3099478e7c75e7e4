import {
  deepStrictEqual as deepEqual,
  notDeepStrictEqual as notDeepEqual,
  throws,
} from "node:assert/strict";
import { mlp } from "../../lib/models/mod.ts";
import { type KeptUnits, SubnetworkError, treatmentsOf } from "../../lib/selection/mod.ts";
import { fusedTrainer } from "../../lib/training/fused/mod.ts";
import type { Treatments } from "../../lib/training/mod.ts";
import { request } from "../training/toy_request.ts";
import { permitted } from "../permitted.ts";

const spec = mlp([12, 4, 3, 2]);
const kept = { fc1: [0, 3], fc2: [1] };

/** One letter a neuron: t, z, f, c. */
const letters = (treatments: Treatments) =>
  Object.entries(treatments).map(([layer, own]) =>
    `${layer} ${own.map((treatment) => treatment[0]).join("")}`
  );

Deno.test("what is not kept is removed as asked for", () => {
  const treat = (options: Parameters<typeof treatmentsOf>[2], own: KeptUnits = kept) =>
    letters(treatmentsOf(spec, own, options));
  deepEqual(treat({ removal: "zero" }), ["fc1 tzzt", "fc2 ztz"]);
  deepEqual(treat({ removal: "zero", keepBias: false }), ["fc1 tzzt", "fc2 ztz"]);
  deepEqual(treat({ removal: "zero", keepBias: true }), ["fc1 tcct", "fc2 ctc"]);
  deepEqual(treat({ removal: "frozen" }), ["fc1 tfft", "fc2 ftf"]);
  deepEqual(treat({ removal: "zero" }, { fc1: kept.fc1 }), ["fc1 tzzt"]);
  deepEqual(treat({ removal: "frozen" }, { fc2: kept.fc2 }), ["fc2 ftf"]);
  deepEqual(treat({ removal: "zero", keepBias: true }, { fc2: kept.fc2 }), ["fc2 ctc"]);
});

Deno.test("kept units that cannot be are errors", () => {
  const hidden = "Units are kept in hidden layers, here fc1, fc2; got";
  const wrong: [KeptUnits, string][] = [
    [{ fc3: [0] }, `${hidden} "fc3"`],
    [{ fc_out: [0] }, `${hidden} "fc_out"`],
    [{ fc2: [] }, "Kept units of fc2, []: at least one unit must be kept"],
    [{ fc1: [0, 4] }, "Kept units of fc1, [0, 4]: units are 0 to 3, got 4"],
    [{ fc1: [-1] }, "Kept units of fc1, [-1]: units are 0 to 3, got -1"],
    [{ fc1: [0.5] }, "Kept units of fc1, [0.5]: units are 0 to 3, got 0.5"],
    [{ fc1: [3, 0] }, "Kept units of fc1, [3, 0]: they must ascend, each once"],
    [{ fc1: [0], fc2: [1, 1] }, "Kept units of fc2, [1, 1]: they must ascend, each once"],
  ];
  for (const [units, message] of wrong) {
    throws(() => treatmentsOf(spec, units, { removal: "zero" }), new SubnetworkError(message));
  }
});

Deno.test("options that cannot be are errors", () => {
  throws(
    () => treatmentsOf(spec, kept, { removal: "frozen", keepBias: true }),
    new SubnetworkError(
      `keepBias is for units that are removed; removal "frozen" keeps all of a unit`,
    ),
  );
  throws(
    () => Reflect.apply(treatmentsOf, undefined, [spec, kept, { removal: "constant" }]),
    new SubnetworkError("removal must be one of zero, frozen, got constant"),
  );
  throws(
    () => Reflect.apply(treatmentsOf, undefined, [spec, kept, { removal: "zero", layers: [1] }]),
    new SubnetworkError(`treatmentsOf has no option "layers"; it takes removal, keepBias`),
  );
});

Deno.test(
  "a sub-network of all neurons trains to the bytes of the network, one of fewer does not",
  permitted,
  async () => {
    const whole = { fc1: [0, 1, 2, 3, 4, 5], fc2: [0, 1, 2, 3, 4] };
    const job = request.jobs[0]!;
    const treated = (units: KeptUnits) => ({
      ...job,
      treatments: treatmentsOf(request.spec, units, { removal: "zero" }),
    });
    const [plain, all, fewer] = await fusedTrainer().train({
      ...request,
      jobs: [job, treated(whole), treated({ fc1: [0, 2, 4], fc2: [1, 3] })],
    });
    deepEqual(all!.parameters, plain!.parameters);
    notDeepEqual(fewer!.parameters, plain!.parameters);
  },
);
