import {
  deepStrictEqual as deepEqual,
  match,
  ok,
  rejects,
  strictEqual as equal,
} from "node:assert/strict";
import { searchLimits } from "../../../lib/search/cost/limits.ts";
import { machineMemoryLimit } from "../../../lib/system/machine.ts";
import {
  exactSearch,
  exactSearches,
  exhaustiveSearch,
  greedySearch,
  type SearchCost,
  searchCost,
  SearchCostError,
  SearchError,
} from "../../../lib/search/mod.ts";
import { handMadeSpace } from "../hand_made.ts";
import { permitted } from "../../permitted.ts";

/** The error of a search that is refused; nothing of it must have begun. */
async function refusalOf(search: Promise<unknown>): Promise<SearchCostError> {
  let found: SearchCostError | undefined;
  await rejects(search, (error) => {
    ok(error instanceof SearchCostError, `${error}`);
    found = error;
    return true;
  });
  return found!;
}

const begun = { signal: AbortSignal.abort(new Error("begun")) };

const refused: [name: string, () => Promise<unknown>, message: RegExp][] = [
  [
    "a size in the middle of 100",
    () => exhaustiveSearch(handMadeSpace(100, []), { sizes: [50] }),
    new RegExp(
      "^An exhaustive search at size 50 of 100 variables would score 10\\^29 multiplets, about " +
        "\\S+ · 10\\^14 years on one core, 9 MiB; at most 30 min are allowed\\. Possible: " +
        "a greedy search at size 50 with exhaustiveUpTo 6 \\(about \\d+ s\\); " +
        "an exhaustive search at sizes 2 to 7 \\(about \\d+ min\\); " +
        "the same with at most \\d+ variables \\(about \\d+ min\\); " +
        "maxSeconds: Infinity to run it anyway$",
    ),
  ],
  [
    "two sizes of which one is possible",
    () => exhaustiveSearch(handMadeSpace(100, []), { sizes: [2, 10] }),
    /at 2 sizes from 2 to 10 of .* 1\.7 · 10\^13 multiplets, about \d days.*search at size 2 \(less/,
  ],
  [
    "a greedy search of 333 variables",
    () => greedySearch(handMadeSpace(333, [])),
    new RegExp(
      "^A greedy search of 333 variables, exhaustive up to size 6, would score 1\\.8 · 10\\^12 " +
        "multiplets, about [\\d.]+ hours .* Possible: a greedy search with exhaustiveUpTo 5 \\(",
    ),
  ],
  [
    "encoding model at 100 variables",
    () => greedySearch(handMadeSpace(100, [], { terms: 10, hasTarget: true })),
    /about \d+ hours on one core.*a greedy search with exhaustiveUpTo 4 \(about \d min\)/,
  ],
  [
    "one worker's share is not enough",
    () =>
      exhaustiveSearch(handMadeSpace(100, [], { terms: 10, hasTarget: true }), {
        sizes: [6],
        workers: 2,
      }),
    /about [\d.]+ hours on 2 workers/,
  ],
  [
    "more variables than a set can have",
    () => exactSearch(handMadeSpace(100, []), { maxBytes: Infinity, maxSeconds: Infinity }),
    /^An exact search of 100 variables .*at most 30 variables are allowed.*with at most 30 var[^;]*$/,
  ],
  [
    "tables that do not fit",
    () => exactSearch(handMadeSpace(28, [], { hasTarget: true }), { maxBytes: 2 ** 31 }),
    /4\.0 GiB; at most 2\.0 GiB are allowed\. .*the same with at most 26 .*maxBytes: Infinity to/,
  ],
  [
    "one of several",
    () =>
      exactSearches([handMadeSpace(8, []), handMadeSpace(9, [], { hasTarget: true })], {
        maxBytes: 12_000,
      }),
    /^An exact search of 9 variables at most in each of 2 spaces would .*same with at most \d .* for all\)/,
  ],
  [
    "both limits",
    () => exactSearch(handMadeSpace(20, []), { maxSeconds: 1e-3, maxBytes: 1000 }),
    /at most 0\.001 s and 1000 bytes are allowed.*maxSeconds: Infinity and maxBytes: Infinity to/,
  ],
  [
    "more multiplets than a number holds",
    () => exhaustiveSearch(handMadeSpace(1200, []), { sizes: [600] }),
    /more than 10\^308 multiplets, more than 10\^291 years/,
  ],
];

for (const [name, search, message] of refused) {
  Deno.test(`refused with what is possible: ${name}`, async () => {
    const started = performance.now();
    const error = await refusalOf(search());
    match(error.message, message);
    ok(error instanceof SearchError);
    equal(error.name, "SearchError");
    ok(performance.now() - started < 5000);
  });
}

Deno.test("what a refusal calls possible is within the limits, and one step more is not", async () => {
  const space = handMadeSpace(150, []);
  const limits = { maxSeconds: 60, maxBytes: 2 ** 31 };
  const { refusal } = await refusalOf(greedySearch(space, limits));
  const fits = (variables: number, request: Parameters<typeof searchCost>[1]) =>
    searchCost({ variables, hasTarget: false }, request).seconds <= limits.maxSeconds;
  ok(refusal.cost.seconds > 60 && refusal.possible.length > 2);
  for (const { request, variables = 150, seconds } of refusal.possible) {
    ok(seconds <= 60 && fits(variables, request));
    if (variables < 150) ok(!fits(variables + 1, request), `${variables}`);
    else if (request.search === "greedy") {
      ok(!fits(150, { ...request, exhaustiveUpTo: request.exhaustiveUpTo! + 1 }));
    } else if (request.search === "exhaustive") {
      const sizes = request.sizes!;
      deepEqual(sizes, sizes.map((_, at) => at + 2));
      ok(!fits(150, { ...request, sizes: [...sizes, sizes.length + 2] }));
    }
  }
});

Deno.test("Infinity lifts a limit, and a search within its limits begins", async () => {
  const long = { sizes: [50], maxSeconds: Infinity, ...begun };
  await rejects(exhaustiveSearch(handMadeSpace(100, []), long), /^Error: begun/);
  await rejects(greedySearch(handMadeSpace(333, []), { maxSeconds: Infinity, ...begun }), /begun/);
  const large = { maxBytes: Infinity, ...begun };
  await rejects(exactSearch(handMadeSpace(30, []), large), /^Error: begun/);
  await rejects(greedySearch(handMadeSpace(333, []), { exhaustiveUpTo: 4, ...begun }), /begun/);
  await rejects(exhaustiveSearch(handMadeSpace(100, []), { sizes: [2, 3, 4], ...begun }), /begun/);
});

Deno.test("a search tells its cost before it begins", async () => {
  const space = handMadeSpace(7, [], { hasTarget: true });
  const told: SearchCost[] = [];
  const onPlan = (cost: SearchCost) => void told.push(cost);
  await exactSearch(space, { onPlan });
  await exhaustiveSearch(space, { sizes: [3, 4], onPlan });
  await greedySearch(space, { exhaustiveUpTo: 3, onPlan });
  deepEqual(told, [
    searchCost(space, { search: "exact" }),
    searchCost(space, { search: "exhaustive", sizes: [3, 4] }),
    searchCost(space, { search: "greedy", exhaustiveUpTo: 3 }),
  ]);
});

Deno.test(
  "limits are 30 minutes and 2 GiB, half of the memory on a known machine; others must be positive",
  permitted,
  async () => {
    deepEqual(searchLimits(), { maxSeconds: 1800, maxBytes: 2 ** 31 });
    equal(machineMemoryLimit(), Deno.systemMemoryInfo().total / 2);
    const space = handMadeSpace(4, []);
    for (const wrong of [0, -1, NaN]) {
      await rejects(
        exactSearch(space, { maxSeconds: wrong }),
        /maxSeconds must be a positive number/,
      );
      await rejects(exactSearch(space, { maxBytes: wrong }), /maxBytes must be a positive number/);
    }
  },
);

Deno.test({
  name: "without leave to ask for the machine's memory, 2 GiB",
  permissions: { sys: false },
  fn: () => equal(machineMemoryLimit(), 2 ** 31),
});
