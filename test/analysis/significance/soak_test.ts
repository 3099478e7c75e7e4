/** The soak: its numbers, as they were committed and as the code makes them now. */
import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import { join } from "node:path";
import { rateOf } from "../../../bench/soak/part.ts";
import {
  boundedIn,
  outsideOf,
  type PartResult,
  PARTS,
  runPart,
  SETTINGS,
} from "../../../bench/soak/run.ts";
import { SYSTEMS } from "../../../bench/soak/systems.ts";
import { gaussianSystem, oInformation, plantedSystems } from "../../../lib/information/mod.ts";
import { randomSource } from "../../../lib/system/random/mod.ts";
import { permitted } from "../../permitted.ts";
import { ROOT } from "../../sources.ts";

const committed = async () =>
  JSON.parse(await Deno.readTextFile(join(ROOT, "bench/results/soak.json"))) as
    & typeof SETTINGS
    & { readonly outside: string[]; readonly parts: PartResult[] };

Deno.test(
  "the committed shares are those of all parts, and lie in their ranges",
  permitted,
  async () => {
    const { revision, seed, repetitions, outside, parts } = await committed();
    deepEqual({ revision, seed, repetitions }, SETTINGS);
    deepEqual(parts.map(({ name }) => name), PARTS.map(({ name }) => name));
    deepEqual([outside, outsideOf(parts)], [[], []]);
    const bounded = parts.flatMap((part) =>
      boundedIn(part).map(({ rate, range }) => ({ kind: part.kind, rate, range }))
    );
    for (const { kind, rate: { of, count, share }, range } of bounded) {
      deepEqual([of, share], [repetitions, count / repetitions]);
      deepEqual(range, kind === "coverage" ? [0.925, 0.975] : [0.03, 0.07]);
    }
    for (const part of parts) {
      if (part.kind === "coverage") {
        const { oInformation, samples, smallestEigenvalue, differenceToOneVariableLess } = part;
        const isBounded = samples >= 2000 && smallestEigenvalue >= 0.05;
        equal(oInformation.isBounded, isBounded && Math.abs(oInformation.truth) > 1e-9, part.name);
        equal(differenceToOneVariableLess?.isBounded ?? isBounded, isBounded, part.name);
      } else {
        for (const { leastPValue } of Object.values(part.tests)) ok(leastPValue >= 1 / 200);
        equal(boundedIn(part).length, Object.keys(part.tests).length);
      }
    }
    // Several systems with Ω above and below 0 and with classes, and one of each that is only printed.
    const whole = parts.flatMap((part) => part.kind === "coverage" ? [part] : []);
    const inRange = whole.filter(({ oInformation }) => oInformation.isBounded);
    ok(inRange.filter(({ oInformation }) => oInformation.truth < 0).length >= 3);
    ok(inRange.filter(({ oInformation }) => oInformation.truth > 0).length >= 3);
    ok(inRange.some(({ classes }) => classes !== undefined));
  },
);

Deno.test(
  "repetitions are the committed ones, with one worker and with two",
  permitted,
  async () => {
    const { parts } = await committed();
    for (const name of ["classes of a signal, 500 samples", "nothing there: no target"]) {
      const part = PARTS.find((one) => one.name === name)!;
      const result = await runPart(part, 6, 1);
      deepEqual(await runPart(part, 6, 2), result);
      const { firstRepetitions } = parts.find((one) => one.name === name)!;
      equal(firstRepetitions.length, 3);
      const now = result.firstRepetitions.flat();
      firstRepetitions.flat().forEach((value, at) =>
        ok(Math.abs(value - now[at]!) < 1e-9, `${name}: ${now[at]}, committed is ${value}`)
      );
    }
  },
);

Deno.test("the population values are those of planted systems, and of many samples", () => {
  for (const { truth, name } of plantedSystems()) {
    const same = SYSTEMS.find((one) => one.name === name);
    if (same === undefined) continue;
    const scores = same.scores();
    const all = Array.from({ length: scores.columnCount }, (_, at) => at);
    ok(Math.abs(oInformation(scores, all) - truth) < 1e-9, name);
  }
  for (const { name, scores, columnCount, sample } of SYSTEMS) {
    // Half zeros are known by samples alone.
    if (name === "half zeros") continue;
    const { variables, target } = sample(40_000, randomSource(5));
    const system = gaussianSystem(variables, target, { ties: "average" });
    const all = Array.from({ length: columnCount }, (_, at) => at);
    const found = oInformation(system.covariance, all);
    const truth = oInformation(scores(), all);
    ok(Math.abs(found - truth) < (name === "near-collinear" ? 1 : 0.03), `${name}: ${found}`);
  }
});

Deno.test("a share and its interval", () => {
  const { share, interval: [lower, upper] } = rateOf(Array.from({ length: 20 }, (_, i) => i < 2));
  deepEqual([share, lower.toFixed(4), upper.toFixed(4)], [0.1, "0.0279", "0.3010"]);
});
