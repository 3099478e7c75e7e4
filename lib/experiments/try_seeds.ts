/**
 * Trying seeds until enough are accepted, some at a time.
 * @module
 */

/** How seeds are tried. */
export interface TryOptions {
  /** How many accepted ones are asked for. */
  readonly requested: number;
  /** How many seeds are tried at most. */
  readonly most: number;
  /** How many are tried at once. */
  readonly parallel: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Tries 0, 1, … in order until `requested` are accepted; the runs that were tried, in order.
 *
 * A seed is begun only while all those before it, finished or not, cannot be enough: exactly the seeds
 * that trying one after the other would need, whatever `parallel` is.
 */
export async function trySeeds<Run extends { readonly accepted: boolean }>(
  { requested, most, parallel, signal }: TryOptions,
  attempt: (index: number, signal: AbortSignal) => Promise<Run>,
): Promise<Run[]> {
  signal?.throwIfAborted();
  const own = new AbortController();
  const both = signal ? AbortSignal.any([signal, own.signal]) : own.signal;
  const runs: Run[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let [next, trying, accepted] = [0, 0, 0];
  const proceed = () => {
    while (trying < parallel && next < most && accepted + trying < requested) {
      const index = next++;
      trying++;
      attempt(index, both).then((run) => {
        runs[index] = run;
        trying--;
        if (run.accepted) accepted++;
        proceed();
      }).catch((error) => {
        own.abort(error);
        reject(error);
      });
    }
    if (trying === 0) resolve();
  };
  proceed();
  await promise;
  return runs;
}
