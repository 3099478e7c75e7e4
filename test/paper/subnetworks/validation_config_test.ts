import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
import { PRESETS, resolveConfig, validationConfig } from "../../../lib/paper/mod.ts";

Deno.test("the control is what the paper compares at k*, chosen by validation samples", () => {
  for (const preset of Object.values(PRESETS)) {
    deepEqual(validationConfig(preset), {
      ...preset,
      selection: "validation",
      minAccuracy: 0,
      strategies: ["synergy", "random", "mi-model", "mi-mixture"],
      subnetworkSizes: ["k*"],
      frozenSizes: [],
      newInitialisations: 0,
      controls: [],
      oneLayerAtATime: false,
      longTrainingEpochs: null,
    });
  }
});

Deno.test("strategies that were left out stay out; the control is a valid configuration", () => {
  const config = resolveConfig("smoke", { strategies: ["magnitude", "random", "synergy"] });
  const control = validationConfig(config);
  deepEqual(control.strategies, ["random", "synergy"]);
  deepEqual(resolveConfig(control.preset, { ...control }), control);
  equal(config.selection, "test");
});

Deno.test("without any strategy of the paper the control compares those that were asked for", () => {
  const config = resolveConfig("smoke", { strategies: ["magnitude", "redundancy"] });
  deepEqual(validationConfig(config).strategies, ["magnitude", "redundancy"]);
});
