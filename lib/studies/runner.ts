/** Obtains results of steps: reads them from the store, computes the others on all workers. */
import { type ArtifactStore, currentEnvironment } from "../system/artifacts/mod.ts";
import { inParallel, WorkerPool } from "../system/workers/mod.ts";
import {
  type AnyStep,
  artifactOf,
  type Resource,
  resourceKey,
  type Step,
  type Tools,
  type WorkProgress,
} from "./step.ts";

/**
 * Error: a result that may only be read is not in the store.
 *
 * @example
 * ```ts
 * import { NotKeptError } from "@multiplet/multiplet/studies";
 * import { strictEqual as equal } from "node:assert/strict";
 * equal(`${new NotKeptError("The store lacks network 0")}`, "NotKeptError: The store lacks network 0");
 * ```
 */
export class NotKeptError extends Error {
  /** Error name; kept when it is sent from a worker. */
  override readonly name = "NotKeptError";
}

/** Options of a runner. */
export interface RunnerOptions {
  /** Where finished work is read from and kept. */
  readonly store: ArtifactStore;
  /** Pieces of work at once; results do not depend on it. Default 1: all work is done in this thread. */
  readonly workers?: number | undefined;
  /** Whether results are only read: what would have to be computed is an error. Default `false`. */
  readonly keptOnly?: boolean | undefined;
}

/** Progress of a stage of a study. */
export interface StageProgress {
  /** The counted results, in the plural: `"networks"`. */
  readonly stage: string;
  /** Results obtained so far, those from the store included. */
  readonly done: number;
  /** Different results of the stage. */
  readonly total: number;
  /** Results that were read from the store. */
  readonly kept: number;
  /** Work in progress. */
  readonly working: readonly (WorkProgress & { readonly label: string })[];
  /** The result that was obtained last, and a few words on it. */
  readonly last?: { readonly label: string; readonly kept: boolean; readonly remark: string };
}

/** Name, progress and cancellation of what {@link Runner.obtain} obtains. */
export interface ObtainOptions {
  /** Name of what is obtained, in the plural. Default: the kind of the step. */
  readonly stage?: string | undefined;
  /** Aborting it rejects with its reason; what is finished is kept. */
  readonly signal?: AbortSignal | undefined;
  /** Called on each change. */
  readonly onProgress?: ((progress: StageProgress) => void) | undefined;
}

/** Message to a worker. */
export interface StepJob {
  readonly module: string;
  readonly inputs: readonly unknown[];
  /** Folder of the store. */
  readonly store: string;
  /** Shared values by their {@link resourceKey}. */
  readonly shared: Readonly<Record<string, unknown>>;
}

/** Results read from the store at once. */
const READS = 8;

/**
 * Obtains results of steps: one pool of workers, one store, and one shared copy of each large value. Dispose of
 * it at the end: that ends the workers.
 *
 * @example
 * ```ts
 * import { ArtifactStore } from "@multiplet/multiplet/artifacts";
 * import { jsonFile, Runner, type Step } from "@multiplet/multiplet/studies";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * import { z } from "zod";
 * const square: Step<number, number> = {
 *   kind: "square",
 *   module: import.meta.url,
 *   identify: (input) => ({ input }),
 *   describe: (input) => `the square of ${input}`,
 *   ...jsonFile("square.json", () => z.number()),
 *   run: (inputs) => Promise.resolve(inputs.map((input) => input ** 2)),
 * };
 * const root = await Deno.makeTempDir();
 * using runner = new Runner({ store: new ArtifactStore(root) });
 * deepEqual(await runner.obtain(square, [3, 4, 3]), [9, 16, 9]);
 * await Deno.remove(root, { recursive: true });
 * ```
 */
export class Runner implements Disposable {
  /** Where finished work is read from and kept. */
  readonly store: ArtifactStore;
  /** Pieces of work at once. */
  readonly workers: number;
  readonly #keptOnly: boolean;
  readonly #resources = new Map<string, Promise<unknown>>();
  readonly #shared = new Map<string, Promise<unknown>>();
  #pool: WorkerPool | undefined;

  /** No worker starts before there is work for it. */
  constructor({ store, workers = 1, keptOnly = false }: RunnerOptions) {
    this.store = store;
    this.workers = workers;
    this.#keptOnly = keptOnly;
  }

  /** Gives a large value that is at hand already, so that it is not loaded. */
  provide<Ref, Value>(resource: Resource<Ref, Value>, ref: Ref, value: Value): void {
    this.#resources.set(resourceKey(resource, ref), Promise.resolve(value));
  }

  /** A large value, loaded when it is first asked for. */
  resource<Ref, Value>(resource: Resource<Ref, Value>, ref: Ref): Promise<Value> {
    const key = resourceKey(resource, ref);
    return this.#resources.getOrInsertComputed(key, () => resource.load(ref)) as Promise<Value>;
  }

  /**
   * The results of all inputs, in their order. Those in the store are read; the others are computed, several at
   * a time, and each is in the store as soon as it is finished.
   *
   * @throws NotKeptError where results are only read and one is missing; it names the first
   */
  async obtain<Input, Output, Value>(
    step: Step<Input, Output, Value>,
    inputs: readonly Input[],
    { stage = step.kind, signal, onProgress }: ObtainOptions = {},
  ): Promise<Value[]> {
    signal?.throwIfAborted();
    const keys = inputs.map((input) => this.store.key(artifactOf(step, input)));
    const different = [...new Map(keys.map((key, at) => [key, inputs[at]!]))];
    const values = new Map<string, Value>();
    const progress = new Tally(stage, different.length, onProgress);

    await inParallel(different, READS, async ([key, input]) => {
      const kept = await readResult(this.store, step, input);
      if (kept === undefined) return;
      values.set(key, kept.value);
      progress.obtained(step.describe(input), true, step.remark?.(kept.value));
    }, signal);
    const missing = different.filter(([key]) => !values.has(key));
    if (missing.length > 0 && this.#keptOnly) {
      throw new NotKeptError(`The store lacks ${step.describe(missing[0]![1])}`);
    }
    const batches = batchesOf(step, missing);
    const here = this.workers === 1 || missing.some(([, input]) => step.staysHere?.(input));
    await inParallel(batches, here ? 1 : this.workers, async (batch, own) => {
      const label = step.describe(batch[0]![1]);
      const report = (one: WorkProgress) => progress.working(label, one);
      const found = await this.#work(step, batch.map(([, input]) => input), here, own, report);
      for (const [at, [key, input]] of batch.entries()) {
        values.set(key, found[at]!);
        progress.obtained(step.describe(input), false, step.remark?.(found[at]!));
      }
    }, signal);
    return keys.map((key) => values.get(key)!);
  }

  /** What the store has, input by input; `undefined` where it lacks the result. Computes nothing. */
  kept<Input, Output, Value>(
    step: Step<Input, Output, Value>,
    inputs: readonly Input[],
    signal?: AbortSignal,
  ): Promise<({ readonly value: Value } | undefined)[]> {
    return inParallel(inputs, READS, (input) => readResult(this.store, step, input), signal);
  }

  /** Whether the result of an input is in the store and whole. */
  async isKept<Input>(step: Step<Input, unknown, unknown>, input: Input): Promise<boolean> {
    const [found] = await this.kept(step, [input]);
    return found !== undefined;
  }

  /** Ends the workers. Work that is not done rejects. */
  [Symbol.dispose](): void {
    this.#pool?.[Symbol.dispose]();
    this.#pool = undefined;
  }

  async #work<Input, Output, Value>(
    step: Step<Input, Output, Value>,
    inputs: readonly Input[],
    here: boolean,
    signal: AbortSignal,
    report: (progress: WorkProgress) => void,
  ): Promise<Value[]> {
    signal.throwIfAborted();
    const tools: Tools = {
      signal,
      report,
      read: (earlier, input) => readOrWork(this.store, earlier, input, tools),
      resource: (resource, ref) => this.resource(resource, ref),
    };
    return await storeResults(this.store, step, inputs, async () => {
      if (here) return await step.run(inputs, tools);
      const job: StepJob = {
        module: step.module,
        inputs,
        store: this.store.root,
        shared: await this.#sharedFor(step as AnyStep, inputs),
      };
      this.#pool ??= new WorkerPool(new URL("./worker.ts", import.meta.url), {
        size: this.workers,
      });
      return await this.#pool.run<readonly Output[]>("step", job, {
        signal,
        onProgress: (progress) => report(progress as WorkProgress),
      });
    });
  }

  /** The values that inputs need and that can be in shared memory. */
  async #sharedFor(step: AnyStep, inputs: readonly unknown[]): Promise<StepJob["shared"]> {
    const shared: Record<string, unknown> = {};
    for (const { resource, ref } of inputs.flatMap((input) => step.needs?.(input) ?? [])) {
      if (resource.share === undefined) continue;
      const key = resourceKey(resource, ref);
      const share = async () => resource.share!(await this.resource(resource, ref));
      shared[key] = await this.#shared.getOrInsertComputed(key, share);
    }
    return shared;
  }
}

/** Counts the results of a stage, and reports each change. */
class Tally {
  #done = 0;
  #kept = 0;
  readonly #working = new Map<string, WorkProgress>();

  constructor(
    readonly stage: string,
    readonly total: number,
    readonly onProgress: ObtainOptions["onProgress"],
  ) {}

  obtained(label: string, kept: boolean, remark = ""): void {
    this.#working.delete(label);
    this.#done++;
    if (kept) this.#kept++;
    this.#report({ label, kept, remark });
  }

  working(label: string, progress: WorkProgress): void {
    this.#working.set(label, progress);
    this.#report();
  }

  #report(last?: StageProgress["last"]): void {
    this.onProgress?.({
      stage: this.stage,
      done: this.#done,
      total: this.total,
      kept: this.#kept,
      working: [...this.#working].map(([label, progress]) => ({ label, ...progress })),
      ...(last && { last }),
    });
  }
}

/** Inputs in their order, those that are worked on together in one list. */
export function batchesOf<Input, Output, Value>(
  { together }: Step<Input, Output, Value>,
  missing: readonly (readonly [key: string, input: Input])[],
) {
  if (together === undefined) return missing.map((one) => [one]);
  const groups = Map.groupBy(missing, ([, input]) => together.by(input));
  return [...groups.values()].flatMap((group) =>
    Array.from(
      { length: Math.ceil(group.length / together.most) },
      (_, at) => group.slice(at * together.most, (at + 1) * together.most),
    )
  );
}

/** The result of an input where the store has it. One that cannot be decoded counts as damaged. */
async function readResult<Input, Output, Value>(
  store: ArtifactStore,
  step: Step<Input, Output, Value>,
  input: Input,
): Promise<{ readonly value: Value } | undefined> {
  let found: { readonly value: Value } | undefined;
  const artifact = await store.read(artifactOf(step, input), (one) => {
    const decoded = step.decode(one, input);
    if (typeof decoded === "string") return decoded;
    found = decoded;
    return undefined;
  });
  return artifact && found;
}

/** Works, and puts the results into the store. */
async function storeResults<Input, Output, Value>(
  store: ArtifactStore,
  step: Step<Input, Output, Value>,
  inputs: readonly Input[],
  work: () => Promise<readonly Output[]>,
): Promise<Value[]> {
  const started = performance.now();
  const outputs = await work();
  const seconds = (performance.now() - started) / 1000 / inputs.length;
  const values: Value[] = [];
  for (const [at, input] of inputs.entries()) {
    const files = step.encode(outputs[at]!, input);
    const artifact = await store.write(artifactOf(step, input), files, {
      seconds,
      finished: new Date().toISOString(),
      environment: currentEnvironment(),
      ...step.note?.(input) as object,
    });
    const decoded = step.decode(artifact, input);
    if (typeof decoded === "string") {
      throw new Error(`What was computed as ${step.describe(input)} cannot be read: ${decoded}`);
    }
    values.push(decoded.value);
  }
  return values;
}

/** The result of an input; where the store lacks it, e.g. because it was removed, it is computed in this thread. */
export async function readOrWork<Input, Output, Value>(
  store: ArtifactStore,
  step: Step<Input, Output, Value>,
  input: Input,
  tools: Tools,
): Promise<Value> {
  const found = await readResult(store, step, input);
  if (found) return found.value;
  const [value] = await storeResults(store, step, [input], () => step.run([input], tools));
  return value!;
}
