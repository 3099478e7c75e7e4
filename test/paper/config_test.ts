import { deepStrictEqual as deepEqual, ok, strictEqual as equal, throws } from "node:assert/strict";
import {
  ConfigError,
  configFromEnvironment,
  CONTROLS,
  parseOverrides,
  PRESETS,
  resolveConfig,
} from "../../lib/paper/mod.ts";

const environment = (values: Record<string, string>) => ({
  get: (name: string) => values[name],
});

Deno.test("the paper preset is sections 3.1 and 4.2 of the paper", () => {
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
    trainer: "fused",
    strategies: [
      "synergy",
      "redundancy",
      "complement",
      "random",
      "mi-model",
      "mi-mixture",
      "magnitude",
      "iterative-magnitude",
    ],
    subnetworkSizes: [2, 4, 6, 8, 10, 12, 16, "k*", "k* exact"],
    frozenSizes: ["k*"],
    randomSubsets: 5,
    newInitialisations: 1,
    rankBiasDraws: 100,
    permutations: 199,
    keepRemovedBias: false,
    onlyLayer: null,
    selection: "test",
    controls: [
      "dense-fresh",
      "other-batch-order",
      "training-activations",
      "synergy-without-label",
      "random-live",
      "frozen-final",
      "cumulative-ablation",
    ],
    oneLayerAtATime: true,
    longTrainingEpochs: null,
  });
});

Deno.test("every preset is valid and names itself; none given means embedded", () => {
  for (const [name, preset] of Object.entries(PRESETS)) {
    deepEqual(resolveConfig(name), preset);
    equal(preset.preset, name);
  }
  equal(resolveConfig().preset, "embedded");
});

Deno.test("all presets have all controls; embedded makes the paper's updates in a second training", () => {
  for (const { controls, oneLayerAtATime, longTrainingEpochs, preset } of Object.values(PRESETS)) {
    deepEqual([controls, oneLayerAtATime], [CONTROLS, true]);
    equal(longTrainingEpochs, preset === "embedded" ? 375 : null);
  }
  const { networks, longTrainingEpochs, batchSize } = PRESETS.embedded;
  equal(networks, 10);
  equal(longTrainingEpochs! * 8000 / batchSize, PRESETS.paper.epochs * 60_000 / batchSize);
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

Deno.test("values of figure 2 out of range are errors that name them", () => {
  const cyclic: Record<string, unknown> = {};
  cyclic.self = cyclic;
  const refused: [Record<string, unknown>, RegExp][] = [
    [{ strategies: ["synergy", "luck"] }, /strategies\[1\]/],
    [{ strategies: [] }, /strategies/],
    [{ subnetworkSizes: [] }, /subnetworkSizes/],
    [{ subnetworkSizes: [4, 0], frozenSizes: [] }, /subnetworkSizes\[1\]/],
    [{ subnetworkSizes: ["k"], frozenSizes: [] }, /subnetworkSizes\[0\]/],
    [{ frozenSizes: [5] }, /5 is not among subnetworkSizes[\s\S]*frozenSizes/],
    [{ subnetworkSizes: [10] }, /k\* is not among subnetworkSizes[\s\S]*frozenSizes/],
    [{ randomSubsets: 0 }, /randomSubsets/],
    [{ newInitialisations: -1 }, /newInitialisations/],
    [{ randomSubsets: 2 }, /3 is more than randomSubsets, 2[\s\S]*newInitialisations/],
    [{ keepRemovedBias: "no" }, /keepRemovedBias/],
    [{ onlyLayer: -1 }, /onlyLayer/],
    [{ onlyLayer: 3 }, /there are hidden layers 0 to 2[\s\S]*onlyLayer/],
    [{ onlyLayer: 1, hiddenWidths: [30] }, /there are hidden layers 0 to 0/],
    [{ selection: "train" }, /selection/],
    [{ controls: ["dense"] }, /controls\[0\]/],
    [{ controls: true }, /controls/],
    [{ oneLayerAtATime: 1 }, /oneLayerAtATime/],
    [{ longTrainingEpochs: 0 }, /longTrainingEpochs/],
    [{ networks: 10_001 }, /<=10000 at networks, got 10001$/],
    [{ randomSubsets: 1e15 }, /at randomSubsets, got 1000000000000000$/],
    // As a 32-bit integer it is 0, with which a kernel never ends.
    [{ batchSize: 2 ** 32 }, /at batchSize, got 4294967296$/],
    [{ epochs: Infinity }, /at epochs, got Infinity$/],
    [{ hiddenWidths: [20, 1e12] }, /at hiddenWidths\[1\], got 1000000000000/],
    [{ hiddenWidths: [65_536, 65_536] }, /4294967296 weights between hidden layers, at most 2684/],
    [{ hiddenWidths: Array(101).fill(1) }, /<=100 items at hiddenWidths/],
    [{ seed: 3n }, /at seed, got 3n$/],
    [{ samples: cyclic }, /at samples\.train, got undefined/],
    [{ subnetworkSizes: Array(1000).fill(-1) }, /; and \d{3,4} more$/],
    [JSON.parse('{"__proto__": {"networks": 1}}'), /Unrecognized key: "__proto__"/],
    [{ constructor: 1 }, /Unrecognized key: "constructor", the names are preset, .* seed, /],
  ];
  for (const [overrides, message] of refused) {
    throws(
      () => resolveConfig("smoke", overrides),
      (error: Error) =>
        error instanceof ConfigError && message.test(error.message) &&
        !error.message.includes("\n"),
      `${message}`,
    );
  }
  // Former names of settings.
  const former = { draws: 2, freshDraws: 1, keepBias: true, prunedLayer: 2 };
  const named = { randomSubsets: 2, newInitialisations: 1, keepRemovedBias: true, onlyLayer: 2 };
  deepEqual(resolveConfig("smoke", former), resolveConfig("smoke", named));
  throws(
    () => resolveConfig("smoke", { draws: 2, randomSubsets: 3 }),
    /randomSubsets is given twice/,
  );
  equal(resolveConfig("smoke", { onlyLayer: 2 }).onlyLayer, 2);
  equal(resolveConfig("smoke", { randomSubsets: 3 }).randomSubsets, 3);
});

Deno.test("a preset cannot be replaced by an override", () => {
  throws(() => resolveConfig("smoke", { preset: "paper" }), /got "paper" beside preset smoke/);
  equal(resolveConfig("smoke", { preset: "smoke" }).preset, "smoke");
});

Deno.test("overrides are name=value, JSON where it is JSON", () => {
  deepEqual(parseOverrides(['samples={"train":50,"test":20}', "trainer=tfjs-cpu"]), {
    samples: { train: 50, test: 20 },
    trainer: "tfjs-cpu",
  });
  deepEqual(parseOverrides(['subnetworkSizes=[2,"k*"]', "onlyLayer=null"]), {
    subnetworkSizes: [2, "k*"],
    onlyLayer: null,
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

Deno.test("a value in OVERRIDES may have spaces inside", () => {
  const OVERRIDES = '  subnetworkSizes=[2, "k* exact"]\n frozenSizes=[2] networks=2 ';
  deepEqual(configFromEnvironment(environment({ PRESET: "smoke", OVERRIDES })), {
    ...PRESETS.smoke,
    subnetworkSizes: [2, "k* exact"],
    frozenSizes: [2],
    networks: 2,
  });
  throws(
    () => configFromEnvironment(environment({ OVERRIDES: "networks=2 epochs" })),
    /networks/,
  );
});

Deno.test("long runs of white space in OVERRIDES are read in the time that their length takes", () => {
  const started = performance.now();
  const OVERRIDES = `networks=1${" ".repeat(100_000)}%${" ".repeat(100_000)}epochs=1`;
  throws(() => configFromEnvironment(environment({ OVERRIDES })), ConfigError);
  ok(performance.now() - started < 10_000);
});
