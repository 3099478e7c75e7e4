/** Small files that ask for covariances beyond any memory. */
import { ok, throws } from "node:assert/strict";
import {
  discreteTarget,
  gaussianSystem,
  InformationError,
  toVariables,
} from "../../lib/information/mod.ts";
import { randomSource, uniform } from "../../lib/system/random/mod.ts";
import { requireMemory } from "../../lib/variables/hygiene.ts";

const refuses = (run: () => unknown, message: RegExp) => {
  const before = Deno.memoryUsage().external;
  throws(run, (error) => error instanceof InformationError && message.test(error.message));
  const grown = Deno.memoryUsage().external - before;
  ok(grown < 2 ** 28, `${grown} bytes`);
};

Deno.test("covariances of more than 2 GiB are refused", () => {
  requireMemory(16_384);
  refuses(() => requireMemory(16_385), /The covariance of 16385 columns would take 2048 MiB/);
  requireMemory(100, 26_843);
  refuses(() => requireMemory(100, 26_844), /26844 covariances of 100 columns would take 2048 MiB/);
});

Deno.test("20,000 columns of 12 samples are refused before each is compared with each", () => {
  const random = randomSource(1);
  const values = Float32Array.from({ length: 12 * 20_000 }, () => uniform(random));
  const variables = toVariables({ samples: 12, variables: 20_000, values });
  refuses(() => gaussianSystem(variables, undefined), /The covariance of 20000 columns/);
});

Deno.test("a label a sample is refused where every class takes a column or a covariance", () => {
  const samples = 24_000;
  const random = randomSource(2);
  const values = Float64Array.from({ length: samples }, () => uniform(random));
  const features = toVariables({ samples, variables: 1, values });
  const target = discreteTarget(Uint32Array.from({ length: samples }, (_, sample) => sample));
  refuses(
    () => gaussianSystem(features, target, { encoding: "one-hot" }),
    /The covariance of 24000 columns/,
  );
  const columns = 300;
  const wide = Float64Array.from({ length: 6000 * columns }, () => uniform(random));
  const many = toVariables({ samples: 6000, variables: columns, values: wide });
  const pairs = discreteTarget(Uint32Array.from({ length: 6000 }, (_, sample) => sample >> 1));
  refuses(
    () => gaussianSystem(many, pairs, { encoding: "model" }),
    /3001 covariances of 300 columns would take 2061 MiB/,
  );
});
