import { ok, strictEqual as equal } from "node:assert/strict";
import {
  exactSearch,
  exhaustiveSearch,
  greedySearch,
  multipletCount,
  searchCost,
  SearchCostError,
  type SearchRequest,
} from "../../../lib/search/mod.ts";
import { counted } from "../counted.ts";
import { handMadeSpace } from "../hand_made.ts";

/** Scores of single multiplets that a search takes beside its tables, from its logarithms. */
async function scoredAgain(top: number, sizes: readonly number[] | undefined): Promise<number> {
  const space = handMadeSpace(9, [], { hasTarget: true });
  const asked = sizes === undefined ? {} : { sizes };
  const { logarithms } = await counted(() => exactSearch(space, { top, ...asked }));
  const tables = (await counted(() => exactSearch(space, { top: 1, sizes: [1] }))).logarithms - 8;
  return logarithms - tables;
}

Deno.test("an exact search scores what it keeps of the reported sizes, as its cost counts", async () => {
  for (
    const [top, sizes] of [[1, undefined], [50, undefined], [1000, undefined], [50, [
      2,
      7,
    ]]] as const
  ) {
    let logarithms = 0;
    const all = Array.from({ length: 8 }, (_, at) => at + 2);
    for (const size of sizes ?? all) {
      // Two logarithms a column and matrix; both ends.
      logarithms += 2 * Math.min(top, multipletCount(9, size)) * 2 * 2 * size;
    }
    equal(await scoredAgain(top, sizes), logarithms, `${top} of ${sizes}`);
    const operations = (keep: number) =>
      searchCost({ variables: 9 }, {
        search: "exact",
        top: keep,
        ...(sizes && { sizes }),
      }).operations;
    const perFind = (size: number) => 2 * size ** 2 * (size + 1) / 2;
    let expected = 0;
    for (const size of sizes ?? all) {
      expected += 2 * (Math.min(top, multipletCount(9, size)) - 1) * perFind(size);
    }
    ok(Math.abs(operations(top) - operations(1) - expected) < 1e-6);
  }
});

Deno.test("what is kept counts in the time and the memory of each search", () => {
  const requests: SearchRequest[] = [
    { search: "exact" },
    { search: "exact", sizes: [10] },
    { search: "exhaustive", sizes: [5] },
    { search: "greedy" },
  ];
  for (const request of requests) {
    const [one, many] = [1, 10_000].map((top) =>
      searchCost({ variables: 20 }, { ...request, top })
    );
    ok(many!.seconds > one!.seconds + 0.05, `${request.search} ${one!.seconds} ${many!.seconds}`);
    ok(many!.bytes > one!.bytes + 2 * 10_000 * 200, `${request.search} ${many!.bytes}`);
  }
  // 16.5 s and 6.3 s when this was measured, on a busy and on a quiet machine.
  const { seconds } = searchCost({ variables: 20 }, { search: "exact", top: 20_000 });
  ok(seconds > 16.5 / 3 && seconds < 6.3 * 3, `${seconds}`);
});

Deno.test("a search that keeps too much is refused, and told otherwise", async () => {
  const space = handMadeSpace(12, [], { hasTarget: true });
  const told: number[] = [];
  const onPlan = ({ seconds }: { seconds: number }) => void told.push(seconds);
  const options = { sizes: [6], maxSeconds: 0.004, onPlan };
  for (const search of [exactSearch, exhaustiveSearch]) {
    await search(space, options);
    await search(space, { ...options, top: 900 }).then(
      () => ok(false, "not refused"),
      (error) => ok(error instanceof SearchCostError, `${error}`),
    );
  }
  await greedySearch(space, { ...options, maxSeconds: 1, top: 10 });
  equal(told.length, 3);
  equal(told[2], searchCost(space, { search: "greedy", sizes: [6], top: 10 }).seconds);
});
