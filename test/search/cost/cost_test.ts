import { deepStrictEqual as deepEqual, ok, strictEqual as equal, throws } from "node:assert/strict";
import { exactCost } from "../../../lib/search/cost/cost.ts";
import { addLogDeterminants } from "../../../lib/search/tables.ts";
import {
  exactSearch,
  exhaustiveSearch,
  greedySearch,
  multipletCount,
  scoreMultiplet,
  type SearchCost,
  searchCost,
  SearchError,
  type SearchRequest,
  type SearchSpace,
  searchSpace,
} from "../../../lib/search/mod.ts";
import { shapeOf } from "../../../lib/search/interface.ts";
import { Extremes } from "../../../lib/search/ranking.ts";
import { tableWork, walkWork } from "../../../lib/search/cost/work.ts";
import { SubsetWalk } from "../../../lib/search/subset_walk.ts";
import { counted } from "../counted.ts";
import { plantedSystem } from "../planted.ts";
import { handMadeSpace } from "../hand_made.ts";

const exact = { search: "exact" } as const;

/** Bytes of the arrays of a search: the cost without the few hundred bytes of each find. */
function arraysOf({ bytes }: SearchCost, arrays: number, finds: number): number {
  ok(bytes >= arrays + finds * 100 && bytes <= arrays + finds * 1024, `${bytes}, ${arrays}`);
  return arrays;
}

Deno.test("exact: 2ⁿ − 1 multiplets, two tables of 2ⁿ numbers, one without a target", () => {
  for (const variables of [3, 20, 24, 26]) {
    const levels = 8 * (variables + 1) * variables ** 2;
    const both = searchCost({ variables }, exact);
    equal(both.multiplets, 2 ** variables - 1);
    const finds = 2 * (variables - 1);
    arraysOf(both, 16 * 2 ** variables + levels, finds);
    equal(searchCost({ variables, terms: 10 }, exact).bytes, both.bytes);
    const alone = searchCost({ variables, hasTarget: false }, exact);
    equal(both.bytes - alone.bytes, 8 * 2 ** variables);
  }
});

Deno.test("exact: bytes are those of the arrays that a search makes", async () => {
  for (const hasTarget of [true, false]) {
    const space = handMadeSpace(9, [], { hasTarget });
    const bytes = arraysOf(
      searchCost(space, { ...exact, sizes: [1] }),
      (hasTarget ? 16 : 8) * 2 ** 9 + 8 * 10 * 9 ** 2,
      2,
    );
    const made = (await counted(() => exactSearch(space, { sizes: [1] }))).bytes;
    // The second table has levels of its own, when those of the first are free again.
    const again = hasTarget ? 8 * 10 * 9 ** 2 : 0;
    // Scores of the finds and 512 sums of the scan are beside the tables.
    const rest = made - bytes - again;
    ok(rest > 0 && rest < 8 * 512 + 2000, `${rest}`);
  }
});

for (
  const [name, blocks] of [["columns", undefined], ["blocks", [[0, 1], [2], [3, 4, 5]]]] as const
) {
  Deno.test(`a table of sets of ${name} takes the logarithms and eliminations that are counted`, async () => {
    const system = plantedSystem({ variables: 6 });
    const space = searchSpace(system, blocks ? { variables: blocks } : {});
    const table = new Float64Array(2 ** space.variables);
    const { writes, logarithms } = await counted(() =>
      Promise.resolve(addLogDeterminants(space, space.features, 1, table))
    );
    const work = tableWork(space.columns.map((own) => own.length));
    deepEqual({ logarithms, eliminations: writes }, work);
  });
}

Deno.test("a walk fills the levels that are counted", async () => {
  for (const [variables, size] of [[7, 2], [7, 3], [8, 5], [8, 8], [9, 4]] as const) {
    const space = handMadeSpace(variables, []);
    const work = walkWork(variables, size);
    const extremes = new Extremes(1);
    const { writes } = await counted(() => {
      const walk = new SubsetWalk(space, size);
      return Promise.resolve(walk.visit([], extremes));
    });
    equal(extremes.count, multipletCount(variables, size));
    // A level has the precision of each of its columns; a pair of last columns that of the beginning.
    const precisions = precisionsOf(variables, size);
    equal(writes, work.eliminations + work.coefficients + precisions);
    equal(work.beginnings, beginningsOf(variables, size));
  }
});

/** Beginnings of 1 to k − 2 columns, by listing them; each leaves room for the other columns. */
function beginningsOf(variables: number, size: number): number {
  let found = 0;
  const extend = (length: number, next: number) => {
    if (length === size - 2) return;
    for (let column = next; column <= variables - size + length; column++) {
      found++;
      extend(length + 1, column + 1);
    }
  };
  extend(0, 0);
  return found;
}

function precisionsOf(variables: number, size: number): number {
  let found = 0;
  const extend = (length: number, next: number) => {
    if (length === size - 2) {
      found += length * Math.max(0, variables - 1 - next);
      return;
    }
    for (let column = next; column <= variables - size + length; column++) {
      found += length + 1;
      extend(length + 1, column + 1);
    }
  };
  extend(0, 0);
  return found;
}

Deno.test("an exhaustive search scores all multiplets of its sizes", async () => {
  const space = handMadeSpace(9, [], { terms: 3, hasTarget: true });
  // A matrix of a multiplet takes two logarithms a column: of its factor, and of a variable's precision.
  const logarithmsOf = async (search: () => Promise<unknown>) => {
    const { logarithms } = await counted(search);
    return logarithms;
  };
  const logarithms = (size: number) => 4 * 2 * size;
  for (const size of [3, 5]) {
    const cost = searchCost(space, { search: "exhaustive", sizes: [size] });
    const found = await logarithmsOf(() => exhaustiveSearch(space, { sizes: [size] })) /
      logarithms(size);
    equal(cost.multiplets, multipletCount(9, size));
    equal(found, cost.multiplets + 2); // The finds are scored again.
  }
});

Deno.test("a greedy search compares n − k + 1 multiplets at each end, and scores all of them or those that can be best", async () => {
  const space = searchSpace(plantedSystem({ variables: 9, encoding: "model" }));
  const request = { search: "greedy", exhaustiveUpTo: 1, sizes: [3] } as const;
  const scoredSizes = async (determinants: SearchSpace | undefined) => {
    const sizes: number[] = [];
    const score = (multiplet: readonly number[]) => {
      sizes.push(multiplet.length);
      return scoreMultiplet(space, multiplet);
    };
    const system = { shape: shapeOf(space), score, ...(determinants && { determinants }) };
    const found = await greedySearch(system, { exhaustiveUpTo: 1, sizes: [3] });
    return { found, counts: [1, 2, 3].map((size) => sizes.filter((own) => own === size).length) };
  };
  equal(searchCost(space, request).multiplets, 9 + 2 * 8 + 2 * 7);
  const each = await scoredSizes(undefined);
  deepEqual(each.counts, [2, 2 * 8 + 2, 2 * 7 + 2]);
  const few = await scoredSizes(space);
  deepEqual(few.counts, [2, 2 + 2, 2 + 2], "each best one, and it again for the result");
  deepEqual(few.found, each.found);
});

Deno.test("a size that is asked for twice is searched once, and counted once", async () => {
  const space = handMadeSpace(9, []);
  for (const search of ["exhaustive", "greedy"] as const) {
    deepEqual(
      searchCost(space, { search, sizes: [4, 3, 3, 4] }),
      searchCost(space, { search, sizes: [3, 4] }),
    );
  }
  const found = await exhaustiveSearch(space, { sizes: [3, 3] });
  const { multiplets } = searchCost(space, { search: "exhaustive", sizes: [3, 3] });
  equal(multiplets, found.reduce((sum, { multipletCount }) => sum + multipletCount, 0));
});

Deno.test("sizes whose Ω is 0 by definition cost next to nothing", () => {
  const pairs = { search: "exhaustive", sizes: [2] } as const;
  const with1000 = (hasTarget: boolean) =>
    searchCost({ variables: 1000, hasTarget }, pairs).seconds;
  ok(with1000(false) < with1000(true) / 3);
});

Deno.test("more variables, sizes, terms, columns and finds cost more; workers share the time", () => {
  const base = { variables: 40, terms: 1 };
  const request: SearchRequest = { search: "exhaustive", sizes: [4] };
  const cost = searchCost(base, request);
  const grows = (other: SearchCost) => ok(other.seconds > cost.seconds, `${other.seconds}`);
  grows(searchCost({ variables: 41 }, request));
  grows(searchCost(base, { search: "exhaustive", sizes: [5] }));
  grows(searchCost({ ...base, terms: 2 }, request));
  grows(searchCost({ ...base, widths: Array(40).fill(2) }, request));
  grows(searchCost(base, { ...request, top: 1000 }));
  const four = searchCost(base, { ...request, workers: 4 });
  // Three levels; the matrices of the first are those of the space.
  const arrays = arraysOf(cost, 8 * (2 * 2 * 40 ** 2 + 3 * (40 * 4 + 4)), 2);
  deepEqual([four.seconds, four.bytes], [cost.seconds / 4, cost.bytes + 3 * arrays]);
  equal(searchCost(base, { ...request, workers: 4, cores: 2 }).seconds, cost.seconds / 2);
  grows(searchCost({ variables: 40 }, { search: "greedy", exhaustiveUpTo: 4 }));
});

Deno.test("exact searches of the same features fill their table once", () => {
  const shapes = [{ variables: 20 }, { variables: 20, hasTarget: false }, {
    variables: 20,
    terms: 10,
  }];
  const all = exactCost(shapes, { sizes: [1] });
  const alone = shapes.map((shape) => exactCost([shape], { sizes: [1] }));
  const sum = alone.reduce((seconds, one) => seconds + one.seconds, 0);
  // Two of three fills of the features are left out.
  const perFill = (alone[2]!.seconds - alone[0]!.seconds) / 9;
  ok(Math.abs(sum - all.seconds - 2 * perFill) < 0.01 * perFill);
  // The finds of each stay.
  ok(all.bytes > alone[0]!.bytes && all.bytes < alone[0]!.bytes + 4096);
});

Deno.test("costs of hundreds and thousands of variables are numbers, at once", () => {
  const started = performance.now();
  for (const variables of [333, 1200, 4000]) {
    for (const search of ["exact", "greedy"] as const) {
      const { seconds, bytes, multiplets } = searchCost({ variables }, { search });
      ok(seconds > 1800 && bytes > 0 && multiplets > 1e12, `${seconds} ${bytes} ${multiplets}`);
    }
    const sizes = [Math.floor(variables / 2)];
    ok(searchCost({ variables }, { search: "exhaustive", sizes }).seconds > 1e9);
  }
  ok(performance.now() - started < 10_000);
});

Deno.test("a shape or a request that cannot be is refused", () => {
  const refuse = (shape: object, request: object, message: RegExp) =>
    throws(
      () => Reflect.apply(searchCost, undefined, [shape, request]),
      (error) => error instanceof SearchError && message.test(error.message),
    );
  refuse({ variables: 0 }, exact, /variables must be a positive integer, got 0/);
  refuse({ variables: 3, widths: [1, 2] }, exact, /one entry per variable, 3, got 2/);
  refuse({ variables: 3 }, { search: "best" }, /search must be one of exact, .*, got best/);
  refuse({ variables: 3 }, { ...exact, size: 2 }, /searchCost has no option "size"/);
  refuse({ variables: 3 }, { search: "exhaustive", sizes: [4] }, /integers in 1\.\.3, got 4/);
});

Deno.test("what a space costs is what its shape costs", () => {
  const system = plantedSystem({ variables: 6, encoding: "model", samples: 300 });
  const space = searchSpace(system, { variables: [[0, 1], 2, 3] });
  ok(scoreMultiplet(space, [0, 1]));
  const terms = space.conditionalTerms.length;
  ok(terms > 1);
  const shape = { variables: 3, widths: [2, 1, 1], terms };
  for (const search of ["exact", "greedy"] as const) {
    deepEqual(searchCost(space, { search }), searchCost(shape, { search }));
  }
});
