/** Workers: as many as asked for, and the result of one thread. Its numbers: search_test.ts. */
import {
  deepStrictEqual as deepEqual,
  ok,
  rejects,
  strictEqual as equal,
} from "node:assert/strict";
import { SingularMultipletError, TARGET_ENCODINGS } from "../../lib/information/mod.ts";
import {
  exhaustiveSearch,
  greedySearch,
  multiplets,
  type SearchCost,
  SearchError,
  searchSpace,
} from "../../lib/search/mod.ts";
import { permitted } from "../permitted.ts";
import { handMadeSpace } from "./hand_made.ts";
import { replacedWorker } from "../system/workers/replaced_worker.ts";
import { plantedSystem } from "./planted.ts";

for (const encoding of TARGET_ENCODINGS) {
  Deno.test(
    `${encoding}: workers find what one thread finds, at every size`,
    permitted,
    async () => {
      const space = searchSpace(plantedSystem({ encoding, variables: 10 }));
      const options = { sizes: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], top: 60 };
      const alone = await exhaustiveSearch(space, options);
      deepEqual(await exhaustiveSearch(space, { ...options, workers: 2 }), alone);
    },
  );
}

Deno.test("blocks, one best multiplet, three workers", permitted, async () => {
  const system = plantedSystem({ variables: 12 });
  const space = searchSpace(system, { variables: [[0, 3], 1, [2, 4, 6], 5, 7, 8, 9, [10, 11]] });
  const alone = await exhaustiveSearch(space, { sizes: [3, 4, 5] });
  deepEqual(await exhaustiveSearch(space, { sizes: [3, 4, 5], workers: 3 }), alone);
});

Deno.test(
  "ties of different parts go to the lexicographically smallest multiplets",
  permitted,
  async () => {
    const space = handMadeSpace(9, []);
    const [found] = await exhaustiveSearch(space, { sizes: [4], top: 30, workers: 2 });
    equal(found!.multipletCount, 126);
    for (const end of ["synergy", "redundancy"] as const) {
      const kept = found![end].map(({ multiplet }) => multiplet);
      deepEqual(kept, [...multiplets(9, 4)].slice(0, 30));
    }
  },
);

for (const [terms, how] of [[1, "walked"], [2, "scored"]] as const) {
  Deno.test(
    `${how}: the first multiplet without an inverse is named, whichever worker meets one first`,
    permitted,
    async () => {
      // Three variables with correlations −0.6 have no joint covariance, any two of them do. One such
      // triple is the last that the first worker comes to, the other the first of the second.
      const space = handMadeSpace(100, [
        ...([[0, 98], [0, 99], [98, 99]] as const).map(([a, b]) => [a, b, -0.6] as const),
        ...([[1, 2], [1, 3], [2, 3]] as const).map(([a, b]) => [a, b, -0.6] as const),
      ], { hasTarget: true, terms });
      for (const workers of [1, 2]) {
        await rejects(
          exhaustiveSearch(space, { sizes: [3], workers }),
          (error) =>
            error instanceof SingularMultipletError && /Multiplet 0,98,99 has/.test(error.message),
        );
      }
    },
  );
}

Deno.test("workers share the exhaustive sizes of a greedy search", permitted, async () => {
  let started = 0;
  class Counted extends Worker {
    constructor(...given: ConstructorParameters<typeof Worker>) {
      super(...given);
      started++;
    }
  }
  await replacedWorker(Counted, async () => {
    const space = searchSpace(plantedSystem({ variables: 25 }));
    const options = { sizes: [3, 5], exhaustiveUpTo: 3, top: 4 };
    const alone = await greedySearch(space, options);
    equal(started, 0);
    let planned = 0;
    const onPlan = ({ workers }: SearchCost) => planned = workers;
    deepEqual(await greedySearch(space, { ...options, workers: 2, onPlan }), alone);
    deepEqual([started, planned], [2, 2]);
  });
});

Deno.test("workers report rising progress up to 1", permitted, async () => {
  const space = searchSpace(plantedSystem({ variables: 25 }));
  const shares: number[] = [];
  const onProgress = (share: number) => void shares.push(share);
  await exhaustiveSearch(space, { sizes: [1, 3, 4], workers: 2, onProgress });
  ok(shares.length > 2 && shares[0]! > 0 && shares[0]! < 0.5, `${shares}`);
  deepEqual(shares, shares.toSorted((a, b) => a - b));
  ok(shares.at(-1)! <= 1 && shares.at(-1)! > 1 - 1e-9, `${shares.at(-1)}`);
});

/** A search that takes minutes: 15,890,700 multiplets of size 6 of 50, scored one by one. */
const long = searchSpace(plantedSystem({ variables: 50, encoding: "model" }));

/** What a long search in two workers reports until it is aborted at so many reports. */
async function sharesOfLong(reports: number): Promise<number[]> {
  const controller = new AbortController();
  const shares: number[] = [];
  await rejects(
    exhaustiveSearch(long, {
      sizes: [6],
      workers: 2,
      signal: controller.signal,
      onProgress: (share) => {
        shares.push(share);
        if (shares.length === reports) controller.abort(new Error("enough"));
      },
    }),
    /enough/,
  );
  return shares;
}

Deno.test(
  "a worker tells how far it is within a part, and stops when the search is aborted",
  permitted,
  async () => {
    const began = performance.now();
    const shares = await sharesOfLong(2);
    ok(performance.now() - began < 10_000);
    ok(shares[0]! > 0 && shares[0]! < 1 / 512, `less than a part: ${shares}`);
    equal(shares.length, 2);
  },
);

Deno.test(
  "when a worker dies and its part is begun anew, progress does not go back",
  permitted,
  async () => {
    let told = 0;
    let died = false;
    class Mortal extends Worker {
      constructor(...given: ConstructorParameters<typeof Worker>) {
        super(...given);
        this.addEventListener("message", ({ data }: MessageEvent) => {
          if (data.kind !== "progress" || died || ++told < 6) return;
          died = true;
          this.dispatchEvent(new ErrorEvent("error", { message: "fallen over" }));
        });
      }
    }
    await replacedWorker(Mortal, async () => {
      const shares = await sharesOfLong(12);
      ok(died);
      deepEqual(shares, [...new Set(shares)].sort((a, b) => a - b));
    });
  },
);

Deno.test("workers are a positive integer; sizes without search need none", async () => {
  const space = searchSpace(plantedSystem());
  for (const workers of [0, 1.5, -1, NaN]) {
    await rejects(
      exhaustiveSearch(space, { sizes: [3], workers }),
      (error) =>
        error instanceof SearchError &&
        error.message === `workers must be a positive integer, got ${workers}`,
    );
  }
  const [single] = await exhaustiveSearch(space, { sizes: [1], workers: 2 });
  equal(single!.multipletCount, 6);
});
