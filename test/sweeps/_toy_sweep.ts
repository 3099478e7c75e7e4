/** A sweep of a toy study, whose second stage depends on the first. */
import { z } from "zod";
import { type AnyStudy, stage, type Stages, type Study } from "../../lib/studies/mod.ts";
import type { OpenSweep } from "../../lib/sweeps/plan.ts";
import type { Reading, SweepFile } from "../../lib/sweeps/sweep.ts";
import { ADDITION } from "../studies/_toy_step.ts";

/** What is added to a list, then to the sum. */
export interface ToyConfig {
  readonly first: number;
  readonly second: number;
}

/** Sums of a list and a number, then of the list and that sum and another number. */
export const TOY: Study<ToyConfig, null, readonly number[], number> = {
  name: "toy",
  title: "Sums of sums",
  schema: z.strictObject({ first: z.number(), second: z.number() }),
  presets: { small: { first: 0, second: 0 } },
  open: () => Promise.resolve(null),
  *stages({ first, second }): Stages<readonly number[]> {
    const [sum] = yield* stage("sums", ADDITION, [{ add: first }]);
    const [next] = yield* stage("further sums", ADDITION, [{ add: sum!.sum + second, length: 4 }]);
    return [sum!.sum, next!.sum];
  },
  table: (rows) => ({ columns: { sum: (sum) => sum }, rows }),
  findings: (sums) => [{
    statement: `The sum is ${sums.at(-1)}`,
    estimates: [{ label: "sum", mean: sums.at(-1)!, unit: "" }],
  }],
  estimates: () => [
    { label: "sums", least: 1, most: 1, seconds: 100, bytes: 1000 },
    { label: "further sums", least: 1, most: 2, seconds: 10, bytes: 10 },
  ],
};

const FILE: SweepFile = {
  name: "toy",
  study: "toy",
  preset: "small",
  settings: {},
  axes: ["first", "second"].map((name) => ({
    name,
    levels: [1, 2].map((value) => ({ name: `${value}`, settings: { [name]: value } })),
  })),
  design: "full",
};

/** All four combinations of two numbers. */
export const TOY_SWEEP: OpenSweep = {
  file: FILE,
  study: TOY as AnyStudy,
  readings: [1, 2].flatMap((first) =>
    [1, 2].map((second): Reading<unknown> => ({
      levels: { first: `${first}`, second: `${second}` },
      config: { first, second },
    }))
  ),
};
