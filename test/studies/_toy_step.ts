/** A step for tests of the runner: adds to a list, here or in workers. Workers import this module. */
import { z } from "zod";
import { jsonFile, need, type Resource, type Step } from "../../lib/studies/mod.ts";
import { inSharedMemory, yieldToEvents } from "../../lib/system/workers/in_parallel.ts";

/** Lists that were loaded in this thread. */
const loads: number[] = [];

const load = (length: number) => {
  loads.push(length);
  return Promise.resolve(Float64Array.from({ length }, (_, at) => at + 1));
};

/** 1, 2 … up to its reference, in memory that threads share. */
export const SHARED_LIST: Resource<number, Float64Array> = {
  name: "shared-list",
  key: String,
  load,
  share: inSharedMemory,
};

/** The same list, which each thread loads. */
export const OWN_LIST: Resource<number, Float64Array> = { name: "own-list", key: String, load };

/** What is asked for: the sum of a list and a number. */
export interface Addition {
  readonly add: number;
  /** Length of the list. Default 3. */
  readonly length?: number;
  readonly own?: boolean;
  /** Adds the sum for this number too, which must be in the store. */
  readonly after?: number;
  /** Whether it must be done in the thread that asks. */
  readonly here?: boolean;
  /** Goes on until it is aborted. */
  readonly endless?: boolean;
  /** Gives a result that its own decoder refuses. */
  readonly wrong?: boolean;
}

/** The sum, and how it came about. */
export interface Sum {
  readonly sum: number;
  /** `"Window"` for the main thread. */
  readonly thread: string;
  /** Whether the list lay in shared memory. */
  readonly shared: boolean;
  /** How often this thread has loaded a list of this length. */
  readonly loads: number;
  /** How many inputs were worked on together. */
  readonly together: number;
}

/** Sums of a list and a number; numbers of equal parity, at most three, are worked on together. */
export const ADDITION: Step<Addition, Sum> = {
  kind: "addition",
  module: import.meta.url,
  identify: (input) => ({ ...input }),
  describe: ({ add }) => `the sum with ${add}`,
  ...jsonFile("sum.json", () =>
    z.object({
      sum: z.number(),
      thread: z.string(),
      shared: z.boolean(),
      loads: z.number(),
      together: z.number(),
    })),
  note: ({ add }) => ({ added: add }),
  needs: ({ length = 3, own = false }) => [need(own ? OWN_LIST : SHARED_LIST, length)],
  staysHere: ({ here = false }) => here,
  together: { most: 3, by: ({ add }) => add % 2 === 0 ? "even" : "odd" },
  remark: ({ sum }) => `${sum}`,
  run: async (inputs, { read, report, resource, signal }) => {
    const sums: Sum[] = [];
    for (const { add, length = 3, own = false, after, endless, wrong } of inputs) {
      while (endless) {
        await yieldToEvents();
        signal?.throwIfAborted();
      }
      const list = await resource(own ? OWN_LIST : SHARED_LIST, length);
      const before = after === undefined ? 0 : (await read(ADDITION, { add: after })).sum;
      sums.push({
        sum: wrong ? NaN : list.reduce((sum, value) => sum + value, before + add),
        thread: globalThis.constructor.name,
        shared: list.buffer instanceof SharedArrayBuffer,
        loads: loads.filter((one) => one === length).length,
        together: inputs.length,
      });
      report({ done: sums.length, total: inputs.length, note: `added ${add}` });
    }
    return sums;
  },
};

export default ADDITION;
