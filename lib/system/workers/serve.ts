/**
 * The worker's side: which tasks it can do.
 * @module
 */
import type { Failure, FromWorker, ToWorker } from "./pool.ts";

/**
 * One kind of job. Input, output and progress are plain data that can be sent; the output depends on
 * the input alone.
 */
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
    if (data.kind === "ping") {
      scope.postMessage({ kind: "pong" });
      return;
    }
    const { job, task, input } = data;
    try {
      if (!Object.hasOwn(tasks, task)) throw new RangeError(`This worker has no task "${task}"`);
      const report = (progress: unknown) => scope.postMessage({ kind: "progress", job, progress });
      const output = await tasks[task]!(input as never, report);
      scope.postMessage({ kind: "done", job, output });
    } catch (error) {
      scope.postMessage({ kind: "failed", job, failure: failureOf(error) });
    }
  };
  scope.postMessage({ kind: "ready" });
}

function failureOf(error: unknown): Failure {
  return error instanceof Error
    ? { name: error.name, message: error.message }
    : { name: "Error", message: String(error) };
}
