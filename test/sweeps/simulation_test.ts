/** Times that are foretold for several cores. */
import { ok, strictEqual as equal } from "node:assert/strict";
import fc from "fast-check";
import { makespan, simulatedSeconds } from "../../lib/sweeps/simulation.ts";

/** The same, as slowly as it can be said. */
function naive(seconds: readonly number[], cores: number): number {
  const ends = Array.from({ length: cores }, () => 0);
  for (const one of seconds) {
    const first = ends.indexOf(Math.min(...ends));
    ends[first]! += one;
  }
  return Math.max(...ends);
}

Deno.test("jobs go to the core that is free first", () => {
  equal(makespan([], 4), 0);
  equal(makespan([3, 2, 1], 1), 6);
  equal(makespan([3, 2, 1, 1], 2), 4);
  equal(makespan([3, 2, 1], 10), 3);
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 40 }),
      fc.integer({ min: 1, max: 12 }),
      (seconds, cores) => equal(makespan(seconds, cores), naive(seconds, cores)),
    ),
    { seed: 3 },
  );
});

Deno.test("waves follow each other; overhead counts once a job", () => {
  const later = [{ label: "later", least: 1, most: 100, seconds: 6000, bytes: 0 }];
  const options = { jobSeconds: 600, overheadSeconds: 10 };
  // 6,000 seconds in ten jobs of 600.
  equal(simulatedSeconds({ missing: [], later }, { ...options, cores: 1 }), 6100);
  // On ten cores in jobs of 200 or 180 seconds, three a core.
  const ten = simulatedSeconds({ missing: [], later }, { ...options, cores: 10 });
  ok(ten >= 600 && ten <= 760, `${ten}`);
  equal(simulatedSeconds({ missing: [], later: [] }, { ...options, cores: 5 }), 0);
});
