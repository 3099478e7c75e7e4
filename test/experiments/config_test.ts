import { deepStrictEqual as deepEqual, strictEqual as equal, throws } from "node:assert/strict";
import {
  ConfigError,
  configFromEnvironment,
  parseOverrides,
  PRESETS,
  resolveConfig,
} from "../../lib/experiments/mod.ts";

const environment = (values: Record<string, string>) => ({
  get: (name: string) => values[name],
});

Deno.test("the paper preset is section 3.1 of the paper", () => {
  deepEqual(resolveConfig("paper"), {
    preset: "paper",
    dataset: "mnist",
    samples: null,
    hiddenWidths: [20, 20, 20],
    initialisation: "default",
    networks: 20,
    epochs: 50,
    batchSize: 32,
    learningRate: 0.01,
    minAccuracy: 0.96,
    seed: 1,
    trainer: "tfjs-wasm",
  });
});

Deno.test("every preset is valid and names itself; none given means embedded", () => {
  for (const [name, preset] of Object.entries(PRESETS)) {
    deepEqual(resolveConfig(name), preset);
    equal(preset.preset, name);
  }
  equal(resolveConfig().preset, "embedded");
});

Deno.test("unknown presets, names and values out of range are errors that name them", () => {
  const refuse = (run: () => unknown, message: RegExp) =>
    throws(run, (error: unknown) => error instanceof ConfigError && message.test(error.message));
  refuse(() => resolveConfig("full"), /Unknown preset "full", use one of smoke, embedded, paper/);
  refuse(() => resolveConfig("toString"), /Unknown preset/);
  refuse(() => resolveConfig("smoke", { network: 3 }), /"network"/);
  refuse(() => resolveConfig("smoke", { networks: "3" }), /networks/);
  refuse(() => resolveConfig("smoke", { epochs: 0 }), /epochs/);
  refuse(() => resolveConfig("smoke", { minAccuracy: 1.5 }), /minAccuracy/);
  refuse(() => resolveConfig("smoke", { hiddenWidths: [] }), /hiddenWidths/);
  refuse(() => resolveConfig("smoke", { seed: -1 }), /seed/);
});

Deno.test("a preset cannot be replaced by an override", () => {
  equal(resolveConfig("smoke", { preset: "paper" }).preset, "smoke");
});

Deno.test("overrides are name=value, JSON where it is JSON", () => {
  deepEqual(parseOverrides(['samples={"train":50,"test":20}', "trainer=tfjs-cpu"]), {
    samples: { train: 50, test: 20 },
    trainer: "tfjs-cpu",
  });
  for (const text of ["networks", "=3", "a b=3"]) {
    throws(() => parseOverrides([text]), new RegExp(`name=value, got "${text}"`));
  }
});

Deno.test("notebooks read PRESET and OVERRIDES; empty means default", () => {
  deepEqual(configFromEnvironment(environment({})), PRESETS.embedded);
  deepEqual(configFromEnvironment(environment({ PRESET: "", OVERRIDES: "" })), PRESETS.embedded);
  const config = configFromEnvironment(
    environment({ PRESET: "smoke", OVERRIDES: "networks=2  epochs=1" }),
  );
  deepEqual(config, { ...PRESETS.smoke, networks: 2, epochs: 1 });
});
