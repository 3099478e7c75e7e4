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
 * that trying one after the other would need, whatever `parallel` is. When an attempt fails, or `signal`
 * is aborted, no other is begun, the signal handed to the others is aborted and, once they have ended,
 * the first reason is thrown.
 */
export async function trySeeds<Run extends { readonly accepted: boolean }>(
  { requested, most, parallel, signal }: TryOptions,
  attempt: (index: number, signal: AbortSignal) => Promise<Run>,
): Promise<Run[]> {
  signal?.throwIfAborted();
  const own = new AbortController();
  const both = signal ? AbortSignal.any([signal, own.signal]) : own.signal;
  const runs: Run[] = [];
  const failures: unknown[] = [];
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  let [next, trying, accepted] = [0, 0, 0];
  const proceed = () => {
    while (!both.aborted && trying < parallel && next < most && accepted + trying < requested) {
      trying++;
      void tryOne(next++);
    }
    if (trying === 0) end();
  };
  const tryOne = async (index: number) => {
    try {
      const run = await attempt(index, both);
      runs[index] = run;
      if (run.accepted) accepted++;
    } catch (error) {
      failures.push(error);
      own.abort(error);
    }
    trying--;
    proceed();
  };
  proceed();
  await ended;
  signal?.throwIfAborted();
  if (failures.length > 0) throw failures[0];
  return runs;
}
