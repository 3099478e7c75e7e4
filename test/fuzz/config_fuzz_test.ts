/** Configurations that lie: overrides of any type, texts of the command line, the environment. */
import { deepStrictEqual as deepEqual, ok } from "node:assert/strict";
import fc from "fast-check";
import {
  ConfigError,
  configFromEnvironment,
  type ExperimentConfig,
  parseOverrides,
  PRESETS,
  resolveConfig,
} from "../../lib/paper/mod.ts";
import { workersFromEnvironment } from "../../lib/paper/settings.ts";
import { CASES, fuzz, resultOrError } from "./_cases.ts";

const KEYS = Object.keys(PRESETS.smoke).sort();

/** What any configuration must be like that was accepted. */
function requireSound(config: ExperimentConfig): void {
  deepEqual(Object.keys(config).sort(), KEYS);
  ok(Object.getPrototypeOf(config) === Object.prototype);
  const { networks, epochs, batchSize, randomSubsets, learningRate, seed, hiddenWidths } = config;
  for (const count of [networks, epochs, batchSize, randomSubsets, ...hiddenWidths]) {
    ok(Number.isSafeInteger(count) && count >= 1 && count <= 1_000_000, `${count}`);
  }
  ok(learningRate > 0 && learningRate < Infinity && seed < 2 ** 32);
  // All weights of the widest network take less than the 4 GiB that a kernel can have.
  const widths = [784, ...hiddenWidths, 10];
  const weights = widths.slice(1).reduce((sum, width, l) => sum + width * widths[l]!, 0);
  ok(4 * weights < 2 ** 32, `${weights} weights`);
  deepEqual(resolveConfig(config.preset, { ...config }), config);
}

const presets = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...Object.keys(PRESETS)) },
  fc.constantFrom("", "Smoke", " smoke", "__proto__", "constructor", "toString", "x".repeat(1e5)),
);
const keys = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...KEYS) },
  fc.constantFrom("__proto__", "constructor", "hasOwnProperty", "toString", "network", "", "é"),
  fc.string({ maxLength: 8 }),
);
const numbers = fc.oneof(
  fc.integer({ min: -2, max: 40 }),
  fc.constantFrom(
    NaN,
    Infinity,
    -Infinity,
    -0,
    0.5,
    2 ** 31,
    2 ** 32,
    2 ** 40,
    1e15,
    2 ** 53,
    1e308,
  ),
  fc.double(),
);
const values = fc.oneof(
  { weight: 3, arbitrary: numbers },
  { weight: 2, arbitrary: fc.array(numbers, { maxLength: 4 }) },
  fc.constantFrom(
    "synergy",
    "random",
    "k*",
    "k* exact",
    "fused",
    "tfjs-cpu",
    "he",
    "mnist",
    "test",
  ),
  fc.constantFrom<unknown>(
    null,
    undefined,
    true,
    3n,
    Symbol("s"),
    new Map(),
    () => 1,
    new Date(NaN),
  ),
  fc.constantFrom<unknown>(["synergy"], ["k*", 4], { train: 20, test: 20 }, [[4]], [1e9, 1e9]),
  fc.constantFrom<unknown>(cyclic(), nested(50_000), Array(200).fill(65_536), Object.create(null)),
  fc.constantFrom<unknown>(JSON.parse('{"__proto__":{"train":5},"test":5}'), "x".repeat(1e5)),
  fc.anything({ maxDepth: 3 }),
);

/** An object that contains itself. */
function cyclic(): object {
  const object: { self?: unknown } = {};
  object.self = object;
  return object;
}

/** Arrays in arrays. */
function nested(depth: number): unknown {
  return JSON.parse("[".repeat(depth) + "]".repeat(depth));
}

/** Whether a configuration was accepted, which must then be sound. */
async function accepts(run: () => ExperimentConfig): Promise<boolean> {
  const config = await resultOrError([ConfigError], run);
  if (config === undefined) return false;
  requireSound(config);
  return true;
}

Deno.test("overrides of any name and type give a sound configuration or a ConfigError", async () => {
  const overrides = fc.array(fc.tuple(keys, values), { maxLength: 3 }).map((entries) => {
    const object: Record<string, unknown> = {};
    for (const [key, value] of entries) {
      // As JSON.parse does, also for __proto__.
      Object.defineProperty(object, key, { value, enumerable: true, configurable: true });
    }
    return object;
  });
  const { worked, refused } = await fuzz(
    fc.tuple(presets, overrides),
    { seed: 1, cases: CASES.config.overrides },
    ([preset, changes]) => accepts(() => resolveConfig(preset, changes)),
  );
  ok(worked > 100 && refused > 100, `${worked} worked, ${refused} were refused`);
  ok(!("train" in {}), "a prototype was changed");
});

const words = fc.oneof(
  fc.constantFrom("3", "0", "-1", "1e999", "NaN", "Infinity", "1e400", "null", "true", '"', "he"),
  fc.constantFrom("[20,20]", "[1e9,1e9]", '["k*"]', "{", '{"__proto__":1}', "2 epochs=1", "fused"),
  fc.constantFrom("[".repeat(30_000), "[".repeat(30_000) + "]".repeat(30_000), "9".repeat(400)),
  fc.constantFrom(" ".repeat(50_000) + "x", "\n", "\0", "a=b", "x".repeat(1e5)),
  fc.json(),
  fc.string({ unit: "binary" }),
);
const equals = fc.constantFrom("=", "=", "=", "=", "", " = ", "==");
const texts = fc.oneof(
  { weight: 9, arbitrary: fc.tuple(keys, equals, words).map((parts) => parts.join("")) },
  fc.constantFrom(
    "hiddenWidths=[65536,65536]",
    "batchSize=4294967296",
    "randomSubsets=1e15",
    "epochs=2",
  ),
);

Deno.test("texts of --set give a sound configuration or a ConfigError", async () => {
  const { worked, refused } = await fuzz(
    fc.array(texts, { minLength: 1, maxLength: 3 }),
    { seed: 2, cases: CASES.config.texts },
    (all) => accepts(() => resolveConfig("smoke", parseOverrides(all))),
  );
  ok(worked > 5 && refused > 100, `${worked} worked, ${refused} were refused`);
});

Deno.test("variables of the environment give a sound configuration or a ConfigError", async () => {
  const between = fc.constantFrom(
    " ",
    "\n",
    "  \t ",
    "",
    " ".repeat(40_000),
    " ".repeat(40_000) + "%",
  );
  const variables = fc.record({
    PRESET: presets,
    OVERRIDES: fc.array(fc.tuple(between, texts), { maxLength: 3 }).map((all) =>
      all.flat().join("")
    ),
    WORKERS: fc.oneof(words, fc.constantFrom("1", "1024", "1025", "2", "")),
  }, { requiredKeys: [] });
  const { worked, refused } = await fuzz(
    variables,
    { seed: 3, cases: CASES.config.environments },
    async (given: Record<string, string>) => {
      const environment = { get: (name: string) => given[name] };
      const workers = await resultOrError([ConfigError], () => workersFromEnvironment(environment));
      ok(workers === undefined || (workers >= 1 && workers <= 1024));
      return await accepts(() => configFromEnvironment(environment));
    },
  );
  ok(worked > 50 && refused > 50, `${worked} worked, ${refused} were refused`);
});
