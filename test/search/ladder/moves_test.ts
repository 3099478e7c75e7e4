/** The gains of moves against the one scorer: each is the difference of two scores. */
import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import fc from "fast-check";
import { TARGET_ENCODINGS, type TargetEncoding } from "../../../lib/information/mod.ts";
import { scoreMultiplet, type SearchSpace, searchSpace } from "../../../lib/search/mod.ts";
import {
  type End,
  ENDS,
  type Move,
  type MovingSet,
} from "../../../lib/search/ladder/moving_set.ts";
import { movingSet } from "../../../lib/search/ladder/island.ts";
import { handMadeSpace } from "../hand_made.ts";
import { plantedSystem } from "../planted.ts";

const VARIABLES = 9;

function near(actual: number, expected: number, what: string, tolerance = 1e-8) {
  ok(Math.abs(actual - expected) <= tolerance, `${what}: ${actual}, expected ${expected}`);
}

/** What a set is worth at an end by the one scorer: without the bias, which depends on the size alone. */
function worth(space: SearchSpace, end: End, set: readonly number[]): number {
  return (end === "synergy" ? -2 : 2) * scoreMultiplet(space, set).oInformation;
}

/** The set after a move. */
function moved(set: readonly number[], { out, in: entering }: Move): number[] {
  const others = set.filter((v) => v !== out);
  return (entering < 0 ? others : [...others, entering]).sort((a, b) => a - b);
}

const systems = fc.record({
  seed: fc.nat(),
  encoding: fc.constantFrom(...TARGET_ENCODINGS),
  widths: fc.constantFrom(
    "single" as const,
    "single" as const,
    "pairs" as const,
    "different" as const,
  ),
  set: fc.subarray(Array.from({ length: VARIABLES }, (_, v) => v), { minLength: 3, maxLength: 8 }),
  end: fc.constantFrom(...ENDS),
});

/** Columns of variables: one each, two each, or of different numbers. */
const WIDTHS = {
  single: Array.from({ length: VARIABLES }, () => 1),
  pairs: Array.from({ length: VARIABLES }, () => 2),
  different: Array.from({ length: VARIABLES }, (_, v) => 1 + v % 3),
};

type Widths = keyof typeof WIDTHS;

function spaceOf(encoding: TargetEncoding, seed: number, widths: Widths = "single"): SearchSpace {
  let next = 0;
  const variables = WIDTHS[widths].map((width) => Array.from({ length: width }, () => next++));
  return searchSpace(
    plantedSystem({ variables: next, samples: 300, seed, encoding }),
    // The bias of a size would be added to each gain of a variable.
    { biasCorrected: false, variables },
  );
}

/** The gains of all moves of a kind by the one scorer, the largest first. */
function allGains(space: SearchSpace, end: End, set: readonly number[], kind: string): number[] {
  const others = Array.from({ length: space.variables }, (_, v) => v).filter((v) =>
    !set.includes(v)
  );
  const outs = kind === "add" ? [-1] : set;
  const ins = kind === "drop" ? [-1] : others;
  const before = worth(space, end, set);
  return outs.flatMap((out) =>
    ins.map((entering) => worth(space, end, moved(set, { out, in: entering, gain: 0 })) - before)
  ).sort((a, b) => b - a);
}

const best = {
  add: (set: MovingSet) => set.bestAdd(),
  drop: (set: MovingSet) => set.bestDrop(),
  swap: (set: MovingSet) => set.bestSwap(),
};

for (const [kind, find] of Object.entries(best)) {
  Deno.test(`${kind}: the best gain is the largest difference of two scores, at both ends`, () => {
    fc.assert(
      fc.property(systems, ({ seed, encoding, set, end, widths }) => {
        const space = spaceOf(encoding, seed, widths);
        const moving = movingSet(space, end);
        ok(moving.become(set));
        const move = find(moving)!;
        const expected = allGains(space, end, set, kind);
        near(move.gain, expected[0]!, "gain");
        near(worth(space, end, moved(set, move)) - worth(space, end, set), move.gain, "its move");
      }),
      { seed: 11, numRuns: 120 },
    );
  });
}

Deno.test("variables of different width: gains of swaps have the bias of the numbers of columns", () => {
  let next = 0;
  const variables = WIDTHS.different.map((width) => Array.from({ length: width }, () => next++));
  for (const encoding of TARGET_ENCODINGS) {
    const system = plantedSystem({ variables: next, samples: 300, encoding });
    const space = searchSpace(system, { variables });
    for (const end of ENDS) {
      const moving = movingSet(space, end);
      moving.become([0, 2, 4, 7]);
      const before = worth(space, end, [0, 2, 4, 7]);
      let count = 0;
      moving.swaps(-Infinity, (move) => {
        count++;
        near(worth(space, end, moved([0, 2, 4, 7], move)) - before, move.gain, encoding);
      });
      equal(count, 20);
      const value = moving.value();
      moving.become([1, 2, 4, 7]);
      near(moving.value() - value, worth(space, end, [1, 2, 4, 7]) - before, encoding);
    }
  }
});

Deno.test("all swaps above a gain are listed, with their gains", () => {
  fc.assert(
    fc.property(systems, ({ seed, encoding, set, end, widths }) => {
      const space = spaceOf(encoding, seed, widths);
      const moving = movingSet(space, end);
      moving.become(set);
      const expected = allGains(space, end, set, "swap");
      const above = (expected[2]! + expected[3]!) / 2;
      const found: number[] = [];
      moving.swaps(above, ({ gain }) => found.push(gain));
      found.sort((a, b) => b - a).forEach((gain, at) => near(gain, expected[at]!, "gain"));
      equal(found.length, expected.filter((gain) => gain > above).length);
    }),
    { seed: 12, numRuns: 60 },
  );
});

Deno.test("after any moves, members, value and gains are those of a new set", () => {
  fc.assert(
    fc.property(
      systems,
      fc.array(fc.constantFrom("add", "drop", "swap", "swap"), { minLength: 1, maxLength: 600 }),
      ({ seed, encoding, set, end, widths }, kinds) => {
        const space = spaceOf(encoding, seed, widths);
        const moving = movingSet(space, end);
        moving.become(set);
        let members: readonly number[] = set;
        for (const kind of kinds) {
          if (kind === "drop" && members.length < 4 || kind === "add" && members.length > 7) {
            continue;
          }
          const move = best[kind as keyof typeof best](moving)!;
          moving.make(move);
          members = moved(members, move);
        }
        deepEqual(moving.members(), members);
        equal(moving.size, members.length);
        equal(moving.signature, moving.signatureOf(members));
        const fresh = movingSet(space, end);
        fresh.become(members);
        near(moving.value(), fresh.value(), "value");
        near(moving.value(), worth(space, end, members), "score");
        for (const find of Object.values(best)) {
          near(find(moving)?.gain ?? 0, find(fresh)?.gain ?? 0, "gain");
        }
      },
    ),
    { seed: 13, numRuns: 40 },
  );
});

Deno.test("a set becomes any other", () => {
  fc.assert(
    fc.property(
      systems,
      fc.array(fc.nat({ max: 2 ** VARIABLES - 1 })),
      ({ seed, encoding, end, widths }, sets) => {
        const space = spaceOf(encoding, seed, widths);
        const moving = movingSet(space, end);
        for (const number of sets) {
          const set = Array.from({ length: VARIABLES }, (_, v) => v).filter((v) =>
            number >>> v & 1
          );
          ok(moving.become(set));
          deepEqual(moving.members(), set);
          equal(moving.signature, moving.signatureOf(set));
          if (set.length > 1) near(moving.value(), worth(space, end, set), `${set}`);
        }
      },
    ),
    { seed: 14, numRuns: 40 },
  );
});

Deno.test("no two sets have the same signature, and every moving set gives a set the same", () => {
  const [one, other] = TARGET_ENCODINGS.slice(0, 2).map((encoding, seed) =>
    movingSet(spaceOf(encoding, seed), "synergy")
  ) as [MovingSet, MovingSet];
  const seen = new Set<number>();
  for (let number = 0; number < 2 ** VARIABLES; number++) {
    const set = Array.from({ length: VARIABLES }, (_, v) => v).filter((v) => number >>> v & 1);
    const signature = one.signatureOf(set);
    ok(Number.isSafeInteger(signature) && signature >= 0);
    equal(signature, other.signatureOf(set.toReversed()));
    seen.add(signature);
  }
  equal(seen.size, 2 ** VARIABLES);
});

Deno.test("variables that are tabu do not move", () => {
  const space = spaceOf("copula", 3);
  for (const end of ENDS) {
    const moving = movingSet(space, end);
    moving.become([0, 1, 2, 3]);
    const first = moving.bestSwap()!;
    const until = new Int32Array(VARIABLES);
    until[first.out] = 5;
    const other = moving.bestSwap({ until, step: 4 })!;
    ok(other.out !== first.out);
    deepEqual(moving.bestSwap({ until, step: 5 }), first);
    until.fill(9);
    equal(moving.bestSwap({ until, step: 0 }), undefined);
  }
});

/** The sum of the first two variables is the third: 0, 1 and 2 together are singular. */
const DEPENDENT = [[0, 2, Math.SQRT1_2], [1, 2, Math.SQRT1_2]] as const;
const dependent = handMadeSpace(6, DEPENDENT);
const { matrix: regular } = handMadeSpace(6, []).conditionalTerms[0]!;
const { matrix: singular } = dependent.conditionalTerms[0]!;
/** The last variable has two columns. */
const wide = handMadeSpace(7, DEPENDENT);
const blocks = { ...wide, variables: 6, columns: [[0], [1], [2], [3], [4], [5, 6]] };

for (
  const [name, space] of Object.entries({
    "one column each": dependent,
    "columns of different number": blocks,
    "two classes": handMadeSpace(6, DEPENDENT, { hasTarget: true, terms: 2 }),
    "one of two classes": {
      ...handMadeSpace(6, [], { hasTarget: true }),
      conditionalTerms: [{ weight: 0.5, matrix: regular }, { weight: 0.5, matrix: singular }],
    },
  })
) {
  Deno.test(`moves to a set without a positive definite covariance are not made, and one set is noted: ${name}`, () => {
    for (const end of ENDS) {
      const moving = movingSet(space, end);
      moving.become([0, 1, 3]);
      for (const move of [moving.bestAdd()!, moving.bestSwap()!]) {
        const set = moved([0, 1, 3], move);
        ok(![0, 1, 2].every((v) => set.includes(v)), `${set}`);
      }
      const swapped: string[] = [];
      moving.swaps(-Infinity, (move) => swapped.push(moved([0, 1, 3], move).join()));
      // Three members, three others; that of 3 and 2 is left out.
      equal(swapped.length, 8);
      ok(!swapped.includes("0,1,2"));
      moving.become([0, 1]);
      ok(moving.bestAdd()!.in !== 2);
      deepEqual(moving.singular.get(3), [0, 1, 2]);
      equal(moving.become([0, 1, 2, 4]), false);
      equal(moving.size, 0);
      equal(moving.become([0, 2, 4]), true);
    }
  });
}

Deno.test("wide layers are screened: a quick descent leaves out exchanges, a whole one none", () => {
  const system = plantedSystem({ variables: 210, samples: 600, signals: 6 });
  const space = searchSpace(system, { biasCorrected: false });
  let leftOut = 0;
  for (const end of ENDS) {
    for (let start = 0; start < 6; start++) {
      const moving = movingSet(space, end);
      moving.become(Array.from({ length: 8 }, (_, i) => start + 26 * i));
      for (const isQuick of [true, false]) {
        for (;;) {
          const move = moving.bestSwap(undefined, isQuick);
          if (move === undefined || move.gain <= 1e-9) break;
          if (!isQuick) leftOut++;
          moving.make(move);
        }
      }
      moving.swaps(
        1e-8,
        ({ out, in: entering, gain }) => ok(false, `${out} → ${entering}: ${gain}`),
      );
    }
  }
  // The test means little unless quick descents end too early.
  ok(leftOut > 0);
});
