/**
 * A pool of workers, which start when they are needed, are replaced when they die, and end with the pool; and
 * the function by which a worker script declares its tasks.
 *
 * A pool of our own on the standard `Worker`: npm's workerpool 10.0.3 works in Deno and in its kernel, but
 * takes 11 s to hand over the 47 MB of MNIST, shared or not, where `postMessage` of a `Worker` takes less
 * than a millisecond for shared memory.
 */

/** To a worker: a job, or a question whether it is alive. */
type ToWorker =
  | { readonly kind: "job"; readonly job: number; readonly task: string; readonly input: unknown }
  | { readonly kind: "ping" };

/**
 * From a worker: it is ready, it is alive, the progress of a job, or its end. Messages sent before it is ready
 * can be lost: a script that awaits something at its start does not receive them.
 */
type FromWorker =
  | { readonly kind: "ready" }
  | { readonly kind: "pong" }
  | { readonly kind: "progress"; readonly job: number; readonly progress: unknown }
  | { readonly kind: "done"; readonly job: number; readonly output: unknown }
  | {
    readonly kind: "failed";
    readonly job: number;
    readonly error: Pick<Error, "name" | "message">;
  };

/**
 * Error: every worker that began the job died.
 *
 * @example
 * ```ts
 * import { WorkerError, WorkerPool } from "@multiplet/multiplet/workers";
 * import { rejects } from "node:assert/strict";
 * const pool = new WorkerPool(new URL("file:///worker.ts"), { size: 1 });
 * pool[Symbol.dispose]();
 * await rejects(pool.run("square", 7), WorkerError);
 * ```
 */
export class WorkerError extends Error {
  /** Error name; kept when it is sent from a worker. */
  override readonly name = "WorkerError";
}

/** Options for one job: progress and cancellation. */
export interface JobOptions {
  /** Aborting it ends the worker at once and rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Called with each report of the task. */
  readonly onProgress?: ((progress: unknown) => void) | undefined;
}

/** Options of a pool. */
export interface PoolOptions {
  /** Most workers at once, at least 1. */
  readonly size: number;
  /** Milliseconds between two questions whether a worker is alive; six without answer: dead. Default 10,000. */
  readonly pingInterval?: number | undefined;
}

/** Number of workers that may die with a job before the job counts as the cause. */
const ATTEMPTS = 3;

/** Unanswered questions in a row of a dead worker. Long calculations pause often enough to answer. */
const SILENCE = 6;

let start: (script: URL) => Worker = (script) => new Worker(script, { type: "module" });

/**
 * Says how all later workers of this thread begin. For programs of one file, such as a page: their scripts are no files
 * that a URL leads to.
 *
 * @param own starts a worker that runs the module; the last part of the URL's path is the name of its file
 * @example
 * ```ts
 * import { startWorkersBy, WorkerPool } from "@multiplet/multiplet/workers";
 * import { strictEqual as equal } from "node:assert/strict";
 * const whole = `import { serveTasks } from "@multiplet/multiplet/workers";
 *   serveTasks({ square: (x) => x * x });`;
 * startWorkersBy(() => new Worker(`data:text/javascript,${whole}`, { type: "module" }));
 * using pool = new WorkerPool(new URL("bundle:/worker.ts"), { size: 1 });
 * equal(await pool.run<number>("square", 7), 49);
 * startWorkersBy((script) => new Worker(script, { type: "module" })); // As before.
 * ```
 */
export function startWorkersBy(own: (script: URL) => Worker): void {
  start = own;
}

interface Job extends Pick<JobOptions, "onProgress"> {
  readonly id: number;
  readonly task: string;
  readonly input: unknown;
  readonly resolve: (output: never) => void;
  readonly reject: (reason: unknown) => void;
  attempts: number;
}

interface Slot {
  readonly worker: Worker;
  readonly heartbeat: ReturnType<typeof setInterval>;
  /** True once it receives messages. */
  ready: boolean;
  job: Job | undefined;
}

/**
 * Workers that run the same script, which declares its tasks with `serveTasks`.
 *
 * @example
 * ```ts
 * import { WorkerPool } from "@multiplet/multiplet/workers";
 * import { strictEqual as equal } from "node:assert/strict";
 * // The script is a file of its own: new URL("./worker.ts", import.meta.url).
 * const script = `import { serveTasks } from "@multiplet/multiplet/workers";
 *   serveTasks({ square: (x) => x * x });`;
 * using pool = new WorkerPool(new URL(`data:text/javascript,${script}`), { size: 1 });
 * equal(await pool.run<number>("square", 7), 49);
 * ```
 */
export class WorkerPool implements Disposable {
  readonly #script: URL;
  readonly #options: Required<PoolOptions>;
  readonly #slots = new Set<Slot>();
  readonly #queue: Job[] = [];
  #jobs = 0;
  #closed = false;

  /**
   * No worker starts before there is a job.
   *
   * @param script the module that every worker runs
   * @throws RangeError unless `size` is an integer of at least 1
   */
  constructor(script: URL, { size, pingInterval = 10_000 }: PoolOptions) {
    if (!Number.isSafeInteger(size) || size < 1) {
      throw new RangeError(`A pool needs at least one worker, got size ${size}`);
    }
    this.#script = script;
    this.#options = { size, pingInterval };
  }

  /**
   * Runs one job; jobs begin in the order of calls. If its worker dies, another worker begins the job again.
   * An error in the task rejects with the error's name and message.
   *
   * @throws WorkerError when three workers in a row died during the job, or the pool is closed
   */
  run<Output>(task: string, input: unknown, options: JobOptions = {}): Promise<Output> {
    const { signal, onProgress } = options;
    if (this.#closed) return Promise.reject(new WorkerError("The pool of workers is closed"));
    if (signal?.aborted) return Promise.reject(signal.reason);
    const { promise, resolve, reject } = Promise.withResolvers<Output>();
    const id = this.#jobs++;
    const job: Job = { id, task, input, onProgress, resolve, reject, attempts: 0 };
    const abort = () => this.#cancel(job, signal!.reason);
    signal?.addEventListener("abort", abort);
    this.#queue.push(job);
    this.#assign();
    return promise.finally(() => signal?.removeEventListener("abort", abort));
  }

  /** Ends all workers at once. Jobs that are not done reject. */
  [Symbol.dispose](): void {
    this.#closed = true;
    const error = new WorkerError("The pool of workers was closed before the job was done");
    const jobs = [...this.#slots].flatMap(({ job }) => job ?? []);
    for (const slot of this.#slots) this.#end(slot);
    for (const job of [...jobs, ...this.#queue.splice(0)]) job.reject(error);
  }

  /** Gives waiting jobs to idle workers, and starts workers up to the size of the pool. */
  #assign(): void {
    while (this.#queue.length > 0) {
      const idle = [...this.#slots].find(({ job }) => job === undefined);
      if (idle === undefined && this.#slots.size === this.#options.size) return;
      const job = this.#queue.shift()!;
      let slot: Slot;
      try {
        slot = idle ?? this.#start();
      } catch (error) {
        // No worker can be started here.
        job.reject(error);
        continue;
      }
      slot.job = job;
      job.attempts++;
      if (slot.ready) this.#begin(slot, job);
    }
  }

  #begin(slot: Slot, job: Job): void {
    const { id, task, input } = job;
    try {
      slot.worker.postMessage({ kind: "job", job: id, task, input } satisfies ToWorker);
    } catch (error) {
      // The input cannot be sent to a worker.
      slot.job = undefined;
      job.reject(error);
    }
  }

  #start(): Slot {
    const worker = start(this.#script);
    let unanswered = 0;
    const heartbeat = setInterval(() => {
      if (unanswered === SILENCE) this.#died(slot, "it has not answered for too long");
      else if (slot.ready && slot.job !== undefined) {
        unanswered++;
        worker.postMessage({ kind: "ping" } satisfies ToWorker);
      }
    }, this.#options.pingInterval);
    const slot: Slot = { worker, heartbeat, ready: false, job: undefined };
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      unanswered = 0;
      this.#receive(slot, data);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      this.#died(slot, event.message);
    };
    this.#slots.add(slot);
    return slot;
  }

  #receive(slot: Slot, message: FromWorker): void {
    if (message.kind === "ready") {
      slot.ready = true;
      if (slot.job !== undefined) this.#begin(slot, slot.job);
      this.#assign();
      return;
    }
    const { job } = slot;
    if (message.kind === "pong" || job === undefined || job.id !== message.job) return;
    if (message.kind === "progress") return job.onProgress?.(message.progress);
    slot.job = undefined;
    if (message.kind === "done") job.resolve(message.output as never);
    else job.reject(Object.assign(new Error(message.error.message), { name: message.error.name }));
    this.#assign();
  }

  /** Replaces a worker that has died; its job is the next one to be begun. */
  #died(slot: Slot, reason: string): void {
    if (!this.#slots.has(slot)) return;
    this.#end(slot);
    const { job } = slot;
    const failure = `The job "${job?.task}" has ended ${ATTEMPTS} workers, last: ${reason}`;
    if (job !== undefined && job.attempts < ATTEMPTS) this.#queue.unshift(job);
    else job?.reject(new WorkerError(failure));
    this.#assign();
  }

  #cancel(job: Job, reason: unknown): void {
    const waiting = this.#queue.indexOf(job);
    if (waiting >= 0) this.#queue.splice(waiting, 1);
    for (const slot of this.#slots) if (slot.job === job) this.#end(slot);
    job.reject(reason);
    this.#assign();
  }

  #end(slot: Slot): void {
    clearInterval(slot.heartbeat);
    slot.worker.terminate();
    this.#slots.delete(slot);
  }
}

/** One kind of job. Input, output and progress can be sent; the output depends on the input alone. */
export type Task = (input: never, report: (progress: unknown) => void) => unknown;

/**
 * Makes this worker do `tasks`, by name, for the pool that started it. Called once, at the end of the
 * worker's script. {@link WorkerPool} has an example.
 */
export function serveTasks(tasks: Readonly<Record<string, Task>>): void {
  const scope = globalThis as unknown as {
    onmessage: (event: MessageEvent<ToWorker>) => void;
    postMessage(message: FromWorker): void;
  };
  scope.onmessage = async ({ data }) => {
    if (data.kind === "ping") return scope.postMessage({ kind: "pong" });
    const { job, task, input } = data;
    try {
      if (!Object.hasOwn(tasks, task)) throw new RangeError(`This worker has no task "${task}"`);
      const report = (progress: unknown) => scope.postMessage({ kind: "progress", job, progress });
      const output = await tasks[task]!(input as never, report);
      scope.postMessage({ kind: "done", job, output });
    } catch (error) {
      // Other properties of an error may be impossible to send.
      const { name, message } = error instanceof Error ? error : new Error(String(error));
      scope.postMessage({ kind: "failed", job, error: { name, message } });
    }
  };
  scope.postMessage({ kind: "ready" });
}
