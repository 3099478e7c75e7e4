import { deepStrictEqual as deepEqual, match, ok, strictEqual as equal } from "node:assert/strict";
import { exactCost } from "../../../lib/search/cost/cost.ts";
import { requireAffordable } from "../../../lib/search/cost/limits.ts";
import {
  multiplets,
  searchCost,
  SearchCostError,
  type SearchRequest,
  type SearchShape,
} from "../../../lib/search/mod.ts";
import { type Refusal, refusalText } from "../../../lib/search/cost/refusal.ts";

const LIMITS = { maxSeconds: 600, maxBytes: 2 ** 33 };

function refusalOf(search: () => unknown): Refusal {
  try {
    search();
  } catch (error) {
    ok(error instanceof SearchCostError, `${error}`);
    return error.refusal;
  }
  throw new Error("not refused");
}

/** The seconds of a request in spaces one after the other. */
function secondsOf(shapes: readonly SearchShape[], request: SearchRequest): number {
  if (request.search === "exact") return exactCost(shapes, request).seconds;
  return shapes.reduce((sum, shape) => sum + searchCost(shape, request).seconds, 0);
}

Deno.test("what is possible instead of several exact searches is so for all of them", () => {
  for (
    const [spaces, variables, terms] of [[300, 24, 10], [2000, 22, 10], [5000, 14, 10]] as const
  ) {
    const shapes = Array.from({ length: spaces }, () => ({ variables, terms }));
    const limits = { ...LIMITS, maxSeconds: spaces === 5000 ? 10 : 600 };
    const refusal = refusalOf(() => requireAffordable(shapes, { search: "exact" }, limits));
    equal(refusal.spaces, spaces);
    ok(refusal.possible.length > 0, `${refusal.possible.length}`);
    for (const { request, variables: fewer = variables, seconds } of refusal.possible) {
      const all = secondsOf(shapes.map((shape) => ({ ...shape, variables: fewer })), request);
      ok(all <= limits.maxSeconds, `${JSON.stringify(request)} of ${fewer}: ${all} s`);
      ok(Math.abs(all - seconds) < 1e-6 * all, `${all} ${seconds}`);
    }
    match(refusalText(refusal), new RegExp(`in each of ${spaces} spaces would .* for all\\)`));
  }
});

Deno.test("sizes are kept in what is possible instead of an exact search", () => {
  const asked = { search: "exact", sizes: [3] } as const;
  const refusal = refusalOf(() => requireAffordable([{ variables: 60 }], asked, LIMITS));
  deepEqual(refusal.request.sizes, [3]);
  const exhaustive = refusal.possible.find(({ request }) => request.search === "exhaustive")!;
  deepEqual(exhaustive.request.sizes, [3]);
  ok(exhaustive.seconds < 0.1);
  match(
    refusalText(refusal),
    /^An exact search at size 3 of 60 .*exhaustive search at size 3 \(less/,
  );
  // No suggestion has fewer variables than the sizes need.
  const wide = { search: "exact", sizes: [3, 40] } as const;
  const { possible } = refusalOf(() => requireAffordable([{ variables: 60 }], wide, LIMITS));
  ok(possible.every(({ variables }) => variables === undefined));
});

Deno.test("what a search keeps counts in what is possible", () => {
  const asked = { search: "exact", top: 20_000 };
  const limits = { ...LIMITS, maxSeconds: 3 };
  const refusal = refusalOf(() => requireAffordable([{ variables: 20 }], asked, limits));
  ok(refusal.possible.length > 0);
  for (const { request, variables = 20 } of refusal.possible) {
    equal(request.top, 20_000);
    ok(searchCost({ variables }, request).seconds <= 3);
  }
});

/** Each choice of so many variables, in their order. */
function choices(
  { widths, ...shape }: Required<Omit<SearchShape, "secondsPerScore">>,
  variables: number,
): SearchShape[] {
  return [...multiplets(shape.variables, variables)].map((chosen) => ({
    ...shape,
    variables,
    widths: chosen.map((variable) => widths[variable]!),
  }));
}

Deno.test("with fewer variables a search is possible whichever they are", () => {
  const spaces = [
    [9, 1, 1, 1, 1, 1, 1, 1],
    [1, 1, 1, 1, 1, 1, 1, 9],
    [2, 2, 2, 2, 2, 1, 1, 1],
    [1, 4, 1, 3, 3, 1, 2, 1],
  ];
  const requests: SearchRequest[] = [
    { search: "exact" },
    { search: "exhaustive", sizes: [3] },
    { search: "greedy" },
  ];
  let offered = 0;
  for (const widths of spaces) {
    const shape = { variables: 8, widths, terms: 1, hasTarget: true };
    for (const request of requests) {
      const { seconds } = searchCost(shape, request);
      for (const share of [0.02, 0.1, 0.3, 0.6, 0.9]) {
        const limits = { ...LIMITS, maxSeconds: share * seconds };
        const { possible } = refusalOf(() => requireAffordable([shape], request, limits));
        const fewer = possible.find(({ variables }) => variables !== undefined);
        if (fewer === undefined) continue;
        offered++;
        for (const choice of choices(shape, fewer.variables!)) {
          const own = searchCost(choice, request).seconds;
          ok(own <= limits.maxSeconds * (1 + 1e-12), `${request.search} of ${choice.widths}`);
        }
      }
    }
  }
  ok(offered > 20, `${offered}`);
});

Deno.test("nothing possible leaves the sentence out; one variable is one", () => {
  const none = { maxSeconds: 1e-12, maxBytes: 1 };
  const wide = refusalOf(() => requireAffordable([{ variables: 40 }], { search: "exact" }, none));
  deepEqual(wide.possible, []);
  match(refusalText(wide), /; at most 30 variables are allowed$/);
  const one = refusalOf(() => requireAffordable([{ variables: 1 }], { search: "exact" }, none));
  match(
    refusalText(one),
    /^An exact search of 1 variable would score 1 multiplet, .*; at most 1e-12 s and 1 byte are allowed\. Possible: maxSeconds/,
  );
  const { maxBytes } = LIMITS;
  const few = searchCost({ variables: 1 }, { search: "exhaustive", sizes: [1] }).seconds;
  const some = refusalOf(() =>
    requireAffordable(
      [{ variables: 1000, terms: 10 }],
      { search: "exhaustive", sizes: [1], top: 1000 },
      { maxSeconds: few * 11, maxBytes },
    )
  );
  match(refusalText(some), /with at most \d+ variables?\b/);
});
