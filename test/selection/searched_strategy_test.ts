import {
  deepStrictEqual as deepEqual,
  notDeepStrictEqual as notDeepEqual,
  ok,
  rejects,
  strictEqual as equal,
} from "node:assert/strict";
import { gaussianSystem, targetSplit } from "../../lib/information/mod.ts";
import {
  bestSizes,
  complement,
  MULTIPLET_SEARCHES,
  type MultipletSearch,
  redundancy,
  SubnetworkError,
  synergy,
  synergyWithoutLabel,
} from "../../lib/selection/mod.ts";
import { layerExtremes } from "../../lib/selection/selector.ts";
import { plainSearch } from "../search/plain_search.ts";
import { inOrder, layerOf, rowsOf, subjectOf, toySubject } from "./toy_subject.ts";

const subject = toySubject({ widths: [9, 5] });
const plainSystems = subject.activations.map((layer) => gaussianSystem(layer, subject.target));

Deno.test("exact: synergy and redundancy keep the extremes of a plain search, complement the rest", async () => {
  const select = [synergy, redundancy, complement].map((one) => one.prepare(subject));
  for (const size of [1, 2, 3, 4, 5, 8, 9]) {
    const kept = await Promise.all(select.map((selector) => selector({ units: size }, 0)));
    const [most, redundant, rest] = kept.map(inOrder);
    plainSystems.forEach((system, l) => {
      const own = Math.min(size, system.variables.length);
      const plain = plainSearch(system, own);
      deepEqual(most![l], plain.synergy[0]!.multiplet, `synergy, layer ${l}, size ${own}`);
      deepEqual(
        redundant![l],
        plain.redundancy[0]!.multiplet,
        `redundancy, layer ${l}, size ${own}`,
      );
      const removed = own === system.variables.length
        ? []
        : plainSearch(system, system.variables.length - own).synergy[0]!.multiplet;
      const expected = system.variables.map(({ index }) => index).filter((neuron) =>
        !removed.includes(neuron)
      );
      deepEqual(rest![l], expected, `complement, layer ${l}, size ${own}`);
    });
  }
});

Deno.test("without the label: the smallest Ω of the neurons alone, as many as synergy keeps", async () => {
  const select = synergyWithoutLabel.prepare(subject);
  const alone = subject.activations.map((layer) => gaussianSystem(layer, undefined));
  const differs: boolean[] = [];
  for (const units of [3, 4, 5]) {
    const kept = inOrder(await select({ units }, 0));
    deepEqual(kept, alone.map((one) => plainSearch(one, units).synergy[0]!.multiplet));
    differs.push(`${kept}` !== `${inOrder(await synergy.prepare(subject)({ units }, 0))}`);
  }
  ok(differs.includes(true));
  // Ω of one or two neurons is 0.
  for (const seed of [1, 2, 3, 4, 5, 6]) {
    const pairs = synergyWithoutLabel.prepare(toySubject({ seed }));
    deepEqual(inOrder(await pairs({ units: 2 }, 0)), [[0, 1], [0, 1]]);
  }
  const best = { best: "greedy" } as const;
  const own = inOrder(await select(best, 0));
  const labelled = inOrder(await synergy.prepare(subject)(best, 0));
  deepEqual(own.map(({ length }) => length), labelled.map(({ length }) => length));
});

Deno.test("greedy: six neurons by a plain search, then one neuron at a time", async () => {
  const [system] = plainSystems;
  const grown = (from: readonly number[], sign: 1 | -1) => {
    const candidates = system!.variables.map(({ index }) => index).filter((neuron) =>
      !from.includes(neuron)
    )
      .map((neuron) => [...from, neuron].sort((a, b) => a - b));
    const score = (multiplet: number[]) => sign * targetSplit(system!, multiplet).oInformation;
    return candidates.reduce((best, one) => score(one) > score(best) ? one : best);
  };
  for (
    const [strategy, end, sign] of [[synergy, "synergy", -1], [
      redundancy,
      "redundancy",
      1,
    ]] as const
  ) {
    let expected: readonly number[] = plainSearch(system!, 6)[end][0]!.multiplet;
    const select = strategy.prepare(subject);
    for (const size of [6, 7, 8]) {
      if (size > 6) expected = grown(expected, sign);
      const { fc1: kept } = await select({ units: size, search: "greedy" }, 0);
      deepEqual(kept, expected, `${end}, size ${size}`);
    }
  }
});

Deno.test("exact is the default, and finds more than greedy in some layer", async () => {
  const differs: boolean[] = [];
  for (let seed = 1; seed <= 6; seed++) {
    const one = toySubject({ widths: [9], seed, samples: 60 });
    const system = gaussianSystem(one.activations[0]!, one.target);
    for (const size of [7, 8]) {
      const by = (search?: MultipletSearch) =>
        synergy.prepare(one)({ units: size, ...(search && { search }) }, 0);
      const { fc1: kept } = await by();
      const { fc1: exact } = await by("exact");
      const { fc1: greedy } = await by("greedy");
      deepEqual(kept, exact);
      deepEqual(exact, plainSearch(system, size).synergy[0]!.multiplet);
      differs.push(kept!.join() !== greedy!.join());
    }
  }
  ok(differs.includes(true));
});

Deno.test("an abort in the middle of a search stops it", async () => {
  const controller = new AbortController();
  const reason = new Error("enough");
  const select = synergy.prepare(toySubject({ signal: controller.signal }));
  const selection = select({ units: 3 }, 0);
  controller.abort(reason);
  await rejects(selection, reason);
});

Deno.test("size 1 has no synergy: the first neuron stays, and complement removes it at n − 1", async () => {
  const first = { fc1: [0], fc2: [0] };
  deepEqual(await synergy.prepare(subject)({ units: 1 }, 0), first);
  deepEqual(await redundancy.prepare(subject)({ units: 1, search: "greedy" }, 0), first);
  const { fc1 } = await complement.prepare(subject)({ units: 8 }, 0);
  deepEqual(fc1, [1, 2, 3, 4, 5, 6, 7, 8]);
  const { fc2 } = await complement.prepare(subject)({ units: 4 }, 0);
  deepEqual(fc2, [1, 2, 3, 4]);
});

Deno.test("a layer is searched once for all strategies and sizes", () => {
  equal(layerExtremes.exact(subject), layerExtremes.exact(subject));
  equal(layerExtremes.greedy(subject), layerExtremes.greedy(subject));
});

Deno.test("more than 24 neurons are not searched exactly where that was asked for, else greedily", async () => {
  const wide = toySubject({ widths: [3, 25], samples: 150 });
  const message =
    "An exact search of fc2 would compare all multiplets of 25 units; layers of at most " +
    '24 are searched exactly. Choose search "ladder" or "greedy", or a narrower layer';
  for (const strategy of [synergy, redundancy, complement]) {
    const select = strategy.prepare(wide);
    await rejects(select({ units: 2, search: "exact" }, 0), new SubnetworkError(message));
    await rejects(select({ best: "exact" }, 0), new SubnetworkError(message));
    const greedy = await select({ units: 2, search: "greedy" }, 0);
    deepEqual(await select({ units: 2 }, 0), greedy);
    deepEqual(inOrder(greedy).map((layer) => layer.length), [2, 2]);
  }
  await rejects(layerExtremes.exact(wide), new SubnetworkError(message));
});

Deno.test("at a best size multiplets are found by its search, as large as it says", async () => {
  // Large multiplets, as complement removes them, differ between the searches in this network.
  const one = toySubject({ widths: [9], seed: 2, samples: 60 });
  const found = await Promise.all(MULTIPLET_SEARCHES.map(async (search) => {
    const { fc1: units } = await bestSizes(one, search);
    const kept = await complement.prepare(one)({ best: search }, 0);
    deepEqual(kept, await complement.prepare(one)({ units: units!, search }, 0));
    return kept.fc1;
  }));
  notDeepEqual(found[0], found[1]);
});

Deno.test("neurons that cannot be analysed do not make a layer too wide", async () => {
  const { activations: [layer], target } = toySubject({ widths: [4] });
  const rows = rowsOf(layer!).map((row) => [...row, ...Array.from({ length: 21 }, () => 0)]);
  const [found] = await layerExtremes.exact(subjectOf([layerOf(rows)], [...target.classes]));
  deepEqual(found!.neurons, [0, 1, 2, 3]);
});

Deno.test("neurons that cannot be analysed are kept last, by index", async () => {
  const { activations: [sound], target } = toySubject({ widths: [4] });
  const rows = rowsOf(sound!).map(([a, b, c, d]) => {
    // 1 is dead, 3 orders the samples as 2 does, 5 is no number.
    return [a!, 0, b!, 2 * b! + 1, c!, NaN, d!];
  });
  const labels = Array.from(target.classes);
  const degenerate = subjectOf([layerOf(rows)], labels);
  const alone = subjectOf([sound!], labels);
  const soundNeurons = [0, 2, 4, 6];
  for (const strategy of [synergy, redundancy, complement]) {
    const select = strategy.prepare(degenerate);
    for (const size of [2, 3, 4]) {
      const { fc1: expected } = await strategy.prepare(alone)({ units: size }, 0);
      const { fc1: kept } = await select({ units: size }, 0);
      deepEqual(kept, expected!.map((at) => soundNeurons[at]), `size ${size}`);
    }
    deepEqual(await select({ units: 5 }, 0), { fc1: [0, 1, 2, 4, 6] });
    deepEqual(await select({ units: 6 }, 0), { fc1: [0, 1, 2, 3, 4, 6] });
    deepEqual(await select({ units: 7 }, 0), { fc1: [0, 1, 2, 3, 4, 5, 6] });
  }
});

Deno.test("an unknown search or a size with something else is an error", async () => {
  const select = (size: object) => Reflect.apply(synergy.prepare(subject), undefined, [size, 0]);
  await rejects(
    select({ units: 2, search: "exhaustive" }),
    new SubnetworkError("search must be one of exact, greedy, ladder, got exhaustive"),
  );
  await rejects(
    select({ units: 2, best: "exact" }),
    new SubnetworkError(`A size has no option "best"; it takes units, search`),
  );
  await rejects(
    select({ best: "exact", search: "greedy" }),
    new SubnetworkError(`A size has no option "search"; it takes best`),
  );
});
