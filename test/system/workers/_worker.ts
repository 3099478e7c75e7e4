/** A worker for tests of the pool. */
import { serveTasks } from "../../../lib/system/workers/mod.ts";

/** What workers of all tests share: a counter in shared memory. */
interface Shared {
  readonly counter: Int32Array;
  /** How many workers die of it before one lives. */
  readonly deaths: number;
}

/** Adds one to the counter and returns what it was. */
const count = ({ counter }: Shared) => Atomics.add(counter, 0, 1);

/** Throws outside of any task, which is the end of a worker. */
const die = () =>
  void setTimeout(() => {
    throw new Error("this worker falls over");
  }, 0);

const never = () => new Promise(() => {});

// As a script does that loads a kernel first: what comes in meanwhile must not be lost.
await new Promise((resolve) => setTimeout(resolve, 50));

serveTasks({
  square: (x: number) => x * x,
  fail: () => {
    throw new RangeError("nothing to be done");
  },
  countDown: async (from: number, report: (progress: unknown) => void) => {
    for (let left = from; left > 0; left--) {
      report(left);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return "lift-off";
  },
  /** Lives after so many deaths. */
  fragile: (shared: Shared) => {
    if (count(shared) >= shared.deaths) return "alive";
    die();
    return never();
  },
  /** Ends without a word, as a worker does that is killed. */
  vanish: (shared: Shared) => {
    if (count(shared) >= shared.deaths) return "alive";
    self.close();
    return never();
  },
  /** Counts for ever. */
  busy: async ({ counter }: Shared) => {
    for (;;) {
      Atomics.add(counter, 0, 1);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  },
});
