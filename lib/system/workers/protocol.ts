/**
 * What a pool and its workers say to each other.
 * @module
 */

/** To a worker: do this. Or: say that you are alive. */
export type ToWorker =
  | { readonly kind: "job"; readonly job: number; readonly task: string; readonly input: unknown }
  | { readonly kind: "ping" };

/**
 * From a worker: that it listens, how far a job is, how it ended, or a sign of life. What is sent
 * before it listens can be lost: a script that awaits something at its start hears nothing meanwhile.
 */
export type FromWorker =
  | { readonly kind: "ready" }
  | { readonly kind: "progress"; readonly job: number; readonly progress: unknown }
  | { readonly kind: "done"; readonly job: number; readonly output: unknown }
  | { readonly kind: "failed"; readonly job: number; readonly failure: Failure }
  | { readonly kind: "pong" };

/** An error, as far as it can be sent. */
export interface Failure {
  readonly name: string;
  readonly message: string;
}
