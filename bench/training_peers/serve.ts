/** What the contestants in TypeScript share; `../peers/contest.py` describes what goes in and out. */
import { stdin } from "node:process";
import { createInterface } from "node:readline";
import type { ExportedTraining } from "./exported_training.ts";

/** The first line that a contestant prints. */
export interface Greeting {
  /** Names and versions of its program. */
  readonly version: string;
  /** Networks × first steps: the mean loss of a batch before its step, in nats. */
  readonly losses: readonly (readonly number[])[];
  /** Memory of our kernel in use. */
  readonly kernelMiB?: number;
}

/** Prints the first line, then does as many steps as each line of standard input says. */
export async function serve(
  greeting: Greeting,
  { order, protocol: { batchSize } }: ExportedTraining,
  /** Steps on the batches of these rows, at most an epoch. */
  train: (rows: Uint32Array) => void | Promise<void>,
): Promise<void> {
  console.log(JSON.stringify(greeting));
  let next = 0;
  for await (const line of createInterface({ input: stdin })) {
    const started = performance.now();
    for (let left = Number(line) * batchSize; left > 0;) {
      const rows = order.subarray(next, Math.min(next + left, order.length));
      await train(rows);
      left -= rows.length;
      next = (next + rows.length) % order.length;
    }
    console.log(JSON.stringify({ seconds: (performance.now() - started) / 1000 }));
  }
}
