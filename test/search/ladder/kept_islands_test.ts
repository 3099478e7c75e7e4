/** Ladder searches that are interrupted and resumed. */
import {
  deepStrictEqual as deepEqual,
  match,
  ok,
  rejects,
  strictEqual as equal,
} from "node:assert/strict";
import fc from "fast-check";
import { analyse } from "../../../lib/analysis/mod.ts";
import {
  exhaustiveSearch,
  type IslandStore,
  type LadderOptions,
  ladderSearch,
  SearchError,
  SEARCHES,
  type SearchSpace,
  searchSpace,
} from "../../../lib/search/mod.ts";
import { KeptIslands } from "../../../lib/search/ladder/kept_islands.ts";
import { sha256 } from "../../../lib/system/artifacts/mod.ts";
import { mixedSignals } from "../../mixed_signals.ts";
import { permitted } from "../../permitted.ts";
import { handMadeSpace } from "../hand_made.ts";
import { plantedSystem } from "../planted.ts";

function spaceOf(variables: number, seed = 1, options: Parameters<typeof plantedSystem>[0] = {}) {
  return searchSpace(plantedSystem({ variables, seed, samples: 400, noise: 0.5, ...options }));
}

/** A store in memory that counts; `onWrite` is called with the number of texts. */
function memory(
  texts: Map<string, string> = new Map(),
  onWrite: (count: number) => void = () => {},
) {
  const counts = { taken: 0, written: 0 };
  const damage: string[] = [];
  const keep: IslandStore = {
    read: (name) => {
      match(name, /^[a-z0-9-]+$/);
      const text = texts.get(name);
      if (text !== undefined) counts.taken++;
      return Promise.resolve(text);
    },
    write: (name, text) => {
      texts.set(name, text);
      counts.written++;
      onWrite(texts.size);
      return Promise.resolve();
    },
    onDamage: (name, reason) => {
      counts.taken--;
      damage.push(`${name.split("-").slice(0, 2).join("-")}: ${reason}`);
    },
  };
  return { keep, texts, counts, damage };
}

/** Starts a search that is aborted when `count` texts are kept. */
async function interrupted(
  space: SearchSpace,
  options: LadderOptions,
  count: number,
  texts = new Map<string, string>(),
) {
  const controller = new AbortController();
  const store = memory(texts, (kept) => {
    if (kept === count) controller.abort(new Error("enough"));
  });
  await rejects(
    ladderSearch(space, { ...options, keep: store.keep, signal: controller.signal }),
    /^Error: enough$/,
  );
  return store;
}

/** Starts, islands and ends. */
const partsOf = (islands: number) => 2 * (1 + islands + 1);

Deno.test("a search that is interrupted after any part gives the same bytes when it is resumed, and repeats no part", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 12, max: 30 }),
      fc.nat(1000),
      fc.constantFrom("copula" as const, "none" as const, "model" as const),
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 2 }),
      async (variables, seed, encoding, islands, top) => {
        const space = spaceOf(encoding === "model" ? 12 : variables, seed, { encoding });
        const options = { calls: 3, islands, top, seed, sizes: [3, 7, 8, 11] };
        const whole = JSON.stringify(await ladderSearch(space, options));
        const parts = partsOf(islands);
        for (let count = 1; count <= parts; count++) {
          const { texts, counts } = await interrupted(space, options, count);
          deepEqual([texts.size, counts.taken], [count, 0]);
          const again = memory(texts);
          equal(JSON.stringify(await ladderSearch(space, { ...options, keep: again.keep })), whole);
          deepEqual(again.counts, { taken: count, written: parts - count });
          deepEqual(again.damage, []);
        }
      },
    ),
    { seed: 4, numRuns: 12 },
  );
});

Deno.test("blocks, known sizes, and sets that are not positive definite are resumed, too", async () => {
  const blocks = searchSpace(
    plantedSystem({ variables: 18, samples: 400, noise: 0.5 }),
    { variables: Array.from({ length: 12 }, (_, at) => at < 6 ? [2 * at, 2 * at + 1] : 6 + at) },
  );
  const wide = spaceOf(25, 3);
  const known = await exhaustiveSearch(wide, { sizes: [2, 3], top: 4 });
  const pairs: [number, number, number][] = [[0, 2, Math.SQRT1_2], [1, 2, Math.SQRT1_2]];
  const singular = handMadeSpace(20, [...pairs, [3, 4, 0.5], [4, 5, -0.4]]);
  const cases: [SearchSpace, LadderOptions][] = [
    [blocks, { calls: 2 }],
    [wide, { calls: 2, known, top: 2 }],
    [singular, { calls: 4, sizes: [2, 3, 5, 9] }],
  ];
  for (const [space, own] of cases) {
    const options = { islands: 2, ...own };
    const whole = await ladderSearch(space, options);
    const { texts } = await interrupted(space, options, 4);
    const again = memory(texts);
    deepEqual(await ladderSearch(space, { ...options, keep: again.keep }), whole);
    deepEqual(again.counts, { taken: 4, written: partsOf(2) - 4 });
  }
  ok((await ladderSearch(singular, cases[2]![1])).some((one) => one.singular));
});

Deno.test("what is kept is no work: each island that is taken saves its logarithms", async () => {
  const space = spaceOf(30, 2);
  const options = { calls: 10, islands: 2, sizes: [4, 9, 20] };
  const logarithms = async (keep: IslandStore | undefined) => {
    const { log } = Math;
    let count = 0;
    Math.log = (value) => {
      count++;
      return log(value);
    };
    try {
      await ladderSearch(space, { ...options, keep });
    } finally {
      Math.log = log;
    }
    return count;
  };
  const alone = await logarithms(undefined);
  const needed: number[] = [];
  for (let count = 1; count <= partsOf(2); count++) {
    const { texts } = await interrupted(space, options, count);
    needed.push(await logarithms(memory(texts).keep));
  }
  needed.reduce((before, count) => {
    ok(count < before, `${alone}: ${needed}`);
    return count;
  }, alone);
  // What stays are small sizes and final scores.
  ok(needed.at(-1)! < alone / 10, `${alone}: ${needed}`);
});

Deno.test(
  "with 1, 2 and 4 workers, also when others resume: the same bytes",
  permitted,
  async () => {
    const space = spaceOf(30, 7);
    const options = { calls: 8, islands: 3, seed: 9, sizes: [2, 5, 11, 20, 30], top: 2 };
    const whole = JSON.stringify(await ladderSearch(space, options));
    for (const [before, after, count] of [[1, 2, 2], [2, 4, 5], [4, 1, 6]] as const) {
      const { texts } = await interrupted(space, { ...options, workers: before }, count);
      const kept = texts.size;
      // Parts that end at the same time are kept as well.
      ok(kept >= count && kept < partsOf(3));
      const again = memory(texts);
      const found = await ladderSearch(space, { ...options, keep: again.keep, workers: after });
      equal(JSON.stringify(found), whole, `${before} and ${after} workers`);
      deepEqual(again.counts, { taken: kept, written: partsOf(3) - kept });
    }
  },
);

Deno.test("an abort within a part keeps the parts before it", async () => {
  const space = spaceOf(60, 8);
  const options = { calls: 400, islands: 1, sizes: [20] };
  const controller = new AbortController();
  const store = memory();
  await rejects(
    ladderSearch(space, {
      ...options,
      keep: store.keep,
      signal: controller.signal,
      // The starts are kept; the next report comes from the first island.
      onProgress: () => {
        if (store.texts.size === 2) controller.abort(new Error("enough"));
      },
    }),
    /enough/,
  );
  deepEqual([...store.texts.keys()].map((name) => name.replace(/-[^-]*$/, "")), [
    "synergy-start",
    "redundancy-start",
  ]);
  const short = { ...options, calls: 2 };
  const again = memory(store.texts);
  deepEqual(
    await ladderSearch(space, { ...short, keep: again.keep }),
    await ladderSearch(space, short),
  );
});

Deno.test("other searches take nothing that is not theirs, and all can share a store", async () => {
  const texts = new Map<string, string>();
  const options = { calls: 3, islands: 2, seed: 1, sizes: [4, 9], top: 1 };
  const run = async (space: SearchSpace, own: LadderOptions) => {
    const { keep, counts, damage } = memory(texts);
    const found = await ladderSearch(space, { ...own, keep });
    deepEqual(found, await ladderSearch(space, own));
    deepEqual(damage, []);
    return counts;
  };
  const space = spaceOf(25, 1);
  const parts = partsOf(2);
  deepEqual(await run(space, options), { taken: 0, written: parts });
  deepEqual(await run(space, options), { taken: parts, written: 0 });
  // The greedy paths do not depend on the seed, nor do the ends if their islands find the same.
  const islands = () => [...texts.keys()].filter((name) => /^[a-z]+-[0-9]+-/.test(name)).length;
  const { taken } = await run(space, { ...options, seed: 2 });
  ok(taken >= 2 && islands() === 8, `${[...texts.keys()]}`);
  deepEqual(await run(space, { ...options, top: 2 }), { taken: 0, written: parts });
  deepEqual(await run(space, { ...options, sizes: [4, 10] }), { taken: 0, written: parts });
  deepEqual(await run(space, { ...options, calls: 30 }), { taken: 0, written: parts });
  deepEqual(await run(spaceOf(25, 2), options), { taken: 0, written: parts });
  deepEqual(await run(spaceOf(25, 1, { encoding: "none" }), options), { taken: 0, written: parts });
  // More islands need only the new ones, and perhaps new ends.
  const before = islands();
  const more = await run(space, { ...options, islands: 3 });
  ok(more.taken >= 2 + 4 && islands() === before + 2, JSON.stringify(more));
  // Sizes above the largest that is asked for do not matter.
  const known = await exhaustiveSearch(space, { sizes: [24, 25] });
  deepEqual(await run(space, { ...options, known }), { taken: parts, written: 0 });
});

Deno.test("the name depends on each number of a space", async () => {
  const model = spaceOf(6, 1, { encoding: "model" });
  const job = { end: "synergy", least: 2, most: 6, capacity: 1, fixed: [], held: [] } as const;
  const nameOf = async (space: SearchSpace) => {
    const { keep, texts } = memory();
    const nothing = { held: [], fixed: [], compared: [], singular: [] };
    await new KeptIslands(keep, space).obtain("0", job, () => Promise.resolve(nothing));
    return [...texts.keys()][0]!;
  };
  const changed = (values: Float64Array, at = values.length - 1) =>
    values.map((value, i) => i === at ? value + Number.EPSILON : value);
  const [first, ...others] = model.conditionalTerms;
  const spaces: SearchSpace[] = [
    model,
    { ...model, features: changed(model.features) },
    { ...model, features: changed(model.features, 0) },
    { ...model, featuresBias: changed(model.featuresBias) },
    { ...model, conditionalBias: changed(model.conditionalBias) },
    { ...model, hasTarget: false },
    { ...model, conditionalTerms: others },
    {
      ...model,
      conditionalTerms: [{ ...first!, weight: first!.weight + Number.EPSILON }, ...others],
    },
    { ...model, conditionalTerms: [{ ...first!, matrix: changed(first!.matrix) }, ...others] },
    { ...model, conditionalTerms: [...others, first!] },
    { ...model, columns: model.columns.map((_, at) => model.columns[5 - at]!) },
  ];
  const names = await Promise.all(spaces.map(nameOf));
  equal(new Set(names).size, spaces.length);
  // Shared memory does not change the numbers.
  const shared = new Float64Array(new SharedArrayBuffer(model.features.byteLength));
  shared.set(model.features);
  equal(await nameOf({ ...model, features: shared }), names[0]);
});

Deno.test("a damaged text or one of another part is told, its part searched again, and the text replaced", async () => {
  const space = spaceOf(20, 4);
  const options = { calls: 3, islands: 2, seed: 1, sizes: [4, 9] };
  const whole = await ladderSearch(space, options);
  const first = memory();
  await ladderSearch(space, { ...options, keep: first.keep });
  const name = [...first.texts.keys()].find((one) => one.startsWith("synergy-0-"))!;
  const other = [...first.texts.keys()].find((one) => one.startsWith("synergy-1-"))!;
  const text = first.texts.get(name)!;
  const { result, ...rest } = JSON.parse(text);
  const cases: readonly (readonly [text: string, reason: string])[] = [
    ["", "it is not JSON"],
    [text.slice(0, -20), "it is not JSON"],
    ["null", "it has no key"],
    ["[]", "it has no key"],
    ["{}", "it has no key"],
    ["7", "it has no key"],
    [first.texts.get(other)!, "it belongs to another search"],
    [JSON.stringify(rest), "it fails its checksum"],
    [JSON.stringify({ ...rest, result: null }), "it fails its checksum"],
    [JSON.stringify({ key: rest.key, result }), "it fails its checksum"],
    [
      JSON.stringify({ ...rest, result: { ...result, held: result.held.slice(1) } }),
      "it fails its checksum",
    ],
    [text.replace(/"multiplet":\[(\d+)/, '"multiplet":[1$1'), "it fails its checksum"],
  ];
  for (const [damaged, reason] of cases) {
    const again = memory(new Map(first.texts).set(name, damaged));
    deepEqual(await ladderSearch(space, { ...options, keep: again.keep }), whole);
    deepEqual(again.damage, [`synergy-0: ${reason}`]);
    deepEqual(again.counts, { taken: partsOf(2) - 1, written: 1 });
    deepEqual(again.texts, first.texts);
  }
  // Without a listener it is searched again all the same.
  const { onDamage: _, ...silent } = memory(new Map(first.texts).set(name, "x")).keep;
  deepEqual(await ladderSearch(space, { ...options, keep: silent }), whole);
});

Deno.test("a store that fails ends the search with its reason, and what is no store is refused", async () => {
  const space = spaceOf(12);
  const fails = () => Promise.reject(new Error("the disk is full"));
  for (const broken of [{ read: fails }, { write: fails }]) {
    const keep = { ...memory().keep, ...broken };
    await rejects(ladderSearch(space, { calls: 2, sizes: [6], keep }), /^Error: the disk is full$/);
  }
  for (const keep of ["folder", {}, { read: fails }]) {
    await rejects(
      ladderSearch(space, { keep } as object),
      (error) =>
        error instanceof SearchError && /keep needs the functions read and/.test(`${error}`),
    );
  }
});

Deno.test("an analysis keeps the parts of its search, and of the one in half of the samples", async () => {
  const { features, labels } = mixedSignals({ variables: 24, samples: 200, noise: 0.5 });
  const options = { calls: 2, islands: 1, sizes: [4, 6] };
  const whole = await analyse(features, labels, options);
  equal(whole.search, "ladder");
  const first = memory();
  deepEqual(await analyse(features, labels, { ...options, keep: first.keep }), whole);
  deepEqual(first.counts, { taken: 0, written: 2 * partsOf(1) });
  const again = memory(first.texts);
  deepEqual(await analyse(features, labels, { ...options, keep: again.keep }), whole);
  deepEqual(again.counts, { taken: 2 * partsOf(1), written: 0 });
  // As with its other options, the ladder is then the default; other searches have no such option.
  const { search } = await analyse(features, labels, { sizes: [3], keep: again.keep });
  equal(search, "ladder");
  for (const search of SEARCHES.names.filter((name) => name !== "ladder")) {
    await rejects(
      analyse(features, labels, { search, sizes: [2], keep: again.keep }),
      new RegExp(`"${search}" has no option keep; searches with this option: ladder`),
    );
  }
});

Deno.test("the names and results of parts: if results change, REVISION is raised, so that no old ones are taken", async () => {
  const { keep, texts } = memory();
  await ladderSearch(spaceOf(24, 1), { calls: 30, islands: 1, seed: 1, sizes: [5, 12], keep });
  const results = [...texts.values()].map((text) => JSON.stringify(JSON.parse(text).result));
  const found = { names: [...texts.keys()], results: sha256(results.join("\n")) };
  deepEqual(found, {
    names: [
      "synergy-start-00740d92e6604137",
      "redundancy-start-8f5e1a3a9d544e91",
      "synergy-0-687db1187728d093",
      "redundancy-0-25dcec343de4f0f5",
      "synergy-end-02212c199fdc5b9a",
      "redundancy-end-678c23af33957af5",
    ],
    results: "8efd7c3e2d9ee9a78b829244ac99347ca1e23c985db7f44f9cb94aed13f2711b",
  });
});
