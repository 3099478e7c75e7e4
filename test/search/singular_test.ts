/** Covariances that no samples have: what a search says of variables without a joint one. */
import {
  deepStrictEqual as deepEqual,
  match,
  ok,
  rejects,
  strictEqual as equal,
} from "node:assert/strict";
import { SingularMultipletError } from "../../lib/information/mod.ts";
import {
  exactSearch,
  exhaustiveSearch,
  greedySearch,
  multiplets,
  SearchError,
  type SearchSpace,
} from "../../lib/search/mod.ts";
import { handMadeSpace } from "./hand_made.ts";

const VARIABLES = 6;

/** Entries of the covariance that make these variables singular, and no others of them. */
function flaw(variables: readonly number[]): [number, number, number][] {
  if (variables.length === 1) return [[variables[0]!, variables[0]!, 0]];
  // Two with a covariance above their variances; three with correlations of −0.6, any two of which can be.
  const covariance = variables.length === 2 ? 2 : -0.6;
  return [...multiplets(variables.length, 2)]
    .map(([a, b]) => [variables[a!]!, variables[b!]!, covariance]);
}

const searches: Record<string, (space: SearchSpace) => Promise<unknown>> = {
  exact: (space) => exactSearch(space),
  exhaustive: (space) => exhaustiveSearch(space, { sizes: [3] }),
  greedy: (space) => greedySearch(space, { exhaustiveUpTo: 2 }),
};
for (const [name, search] of Object.entries(searches)) {
  Deno.test(`${name}: whichever variables have no covariance, the error names a multiplet of them`, async () => {
    for (const size of [1, 2, 3]) {
      for (const variables of multiplets(VARIABLES, size)) {
        await rejects(search(handMadeSpace(VARIABLES, flaw(variables))), (error) => {
          ok(error instanceof SingularMultipletError, `${variables}: ${error}`);
          ok(variables.every((one) => error.multiplet.includes(one)), `${error.multiplet}`);
          return true;
        });
      }
    }
  });
}

Deno.test("greedy: multiplets larger than those asked for may have no covariance", async () => {
  const four = [...multiplets(4, 2)].map(([a, b]): [number, number, number] => [a!, b!, -0.4]);
  const space = handMadeSpace(VARIABLES, four);
  await rejects(exactSearch(space, { sizes: [2, 3] }), SingularMultipletError);
  deepEqual(
    await greedySearch(space, { sizes: [2, 3] }),
    await exhaustiveSearch(space, { sizes: [2, 3] }),
  );
});

Deno.test("exact: a variable of several columns without a covariance is named", async () => {
  const wide = handMadeSpace(5, flaw([3, 4]));
  const blocks = { ...wide, variables: 3, columns: [[0], [1, 2], [3, 4]] };
  await rejects(exactSearch(blocks), (error) => {
    ok(error instanceof SingularMultipletError);
    equal(error.multiplet.at(-1), 2);
    return true;
  });
});

for (const [what, columns] of [["one column", [[0], [1], [2]]], ["two", [[0], [1, 2]]]] as const) {
  Deno.test(`a score is refused where an inverse overflows, with ${what} in a variable`, async () => {
    // The inverse of the smallest variances is not finite, their logarithm is.
    const space = handMadeSpace(3, [[1, 1, 1e-310], [2, 2, 1e-310]], { terms: 2 });
    await rejects(
      exhaustiveSearch({ ...space, variables: columns.length, columns }, { sizes: [2] }),
      (error) => error instanceof SingularMultipletError,
    );
  });
}

Deno.test("exact: a table that gets no memory is an error that says what else can be done", async () => {
  const Plain = globalThis.Float64Array;
  const tooLong = new Proxy(Plain, {
    construct(target, [length], newTarget) {
      if (length === 2 ** VARIABLES) throw new RangeError("Array buffer allocation failed");
      return Reflect.construct(target, [length], newTarget);
    },
  });
  const space = handMadeSpace(VARIABLES, []);
  globalThis.Float64Array = tooLong;
  try {
    await rejects(exactSearch(space), (error) => {
      ok(error instanceof SearchError, `${error}`);
      match(error.message, /^The exact search could not allocate a table of .+; search fewer/);
      return true;
    });
  } finally {
    globalThis.Float64Array = Plain;
  }
});
