/** Analyses by total correlation and dual total correlation: results, formats, and what is refused. */
import {
  deepStrictEqual as deepEqual,
  match,
  ok,
  rejects,
  strictEqual as equal,
  throws,
} from "node:assert/strict";
import { parse } from "csv-parse/sync";
import {
  analyse,
  AnalysisError,
  type AnalysisOptions,
  type AnalysisResult,
  findAllExtremes,
  findExtremes,
  ranked,
  toCsv,
  toTable,
} from "../../lib/analysis/mod.ts";
import { extremesFigure, extremesFinding, PlotError } from "../../lib/figures/mod.ts";
import {
  discreteTarget,
  type Estimator,
  gaussianCopula,
  gaussianSystem,
  renameClasses,
  TARGET_ENCODINGS,
  toVariables,
} from "../../lib/information/mod.ts";
import { multiplets, type Search, searchCost, SEARCHES } from "../../lib/search/mod.ts";
import { searchOf } from "../../lib/analysis/options.ts";
import { sampleSizeOf } from "../../lib/analysis/sample_size.ts";
import { deriveSeed, randomSource } from "../../lib/system/random/mod.ts";
import { close } from "../information/reference.ts";
import { mixedSignals } from "../mixed_signals.ts";
import { resultSchema } from "./result_schema.ts";

const OBJECTIVES = ["total-correlation", "dual-total-correlation"] as const;
const KEYS = {
  "total-correlation": "totalCorrelation",
  "dual-total-correlation": "dualTotalCorrelation",
} as const;

const { features, labels } = mixedSignals({ samples: 400, classes: 3, variables: 6 });

for (const objective of OBJECTIVES) {
  const key = KEYS[objective];
  for (const encoding of TARGET_ENCODINGS) {
    Deno.test(`${objective}, ${encoding}: extremes are those of all multiplets, with the same numbers`, async () => {
      const sizes = [1, 2, 3, 4, 5, 6];
      const all = sizes.flatMap((size) => [...multiplets(6, size)]);
      for (const search of [undefined, "exhaustive", "greedy"] as const) {
        const result = await analyse(features, labels, {
          encoding,
          objective,
          search,
          sizes,
          top: 3,
          multiplets: all,
        });
        resultSchema.parse(result);
        equal(result.objective, objective);
        equal(result.search, search ?? "exact");
        for (const { size, synergy, redundancy } of result.sizes) {
          // All are 0 by definition: at both ends, the first ones in lexicographic order.
          if (size === 1 && encoding === "none") continue;
          const own = result.multiplets.filter(({ multiplet }) => multiplet.length === size)
            .toSorted((a, b) => a[key]! - b[key]!);
          for (const [found, best] of [[synergy, own], [redundancy, own.toReversed()]] as const) {
            const list = ranked(found);
            deepEqual(
              list.map(({ multiplet }) => multiplet),
              best.slice(0, 3).map(({ multiplet }) => multiplet),
            );
            list.forEach((one, at) => {
              equal(one[key], best[at]![key]);
              equal(one.oInformation, best[at]!.oInformation);
              deepEqual(one.renumbered, best[at]!.renumbered);
              equal(one.largestRSquared, undefined);
              equal(one.rankBias, undefined);
            });
          }
        }
      }
    });
  }
}

Deno.test("bits are nats / ln 2, in the value of the objective and what is about it", async () => {
  const few = mixedSignals({ samples: 80, classes: 3, variables: 5 });
  const options: AnalysisOptions = { objective: "total-correlation", multiplets: [[0, 1, 2]] };
  const [bits, nats] = await Promise.all(
    (["bits", "nats"] as const).map((units) =>
      analyse(few.features, few.labels, { ...options, units })
    ),
  );
  const [a, b] = [bits!, nats!].map(({ sizes }) => ranked(sizes[1]!.redundancy)[0]!);
  close(a!.totalCorrelation! * Math.LN2, b!.totalCorrelation!, 1e-14);
  close(a!.split!.searched * Math.LN2, b!.split!.searched, 1e-14);
  close(a!.renumbered![1] * Math.LN2, b!.renumbered![1], 1e-14);
  close(bits!.multiplets[0]!.halves![0] * Math.LN2, nats!.multiplets[0]!.halves![0], 1e-14);
});

Deno.test("values under other choices are of the objective: halves, split, renumberings", async () => {
  const few = mixedSignals({ samples: 80, classes: 3, variables: 5 });
  // Two groups: each half is one of them.
  const groups = Array.from({ length: 80 }, (_, row) => row % 2);
  for (const objective of OBJECTIVES) {
    const key = KEYS[objective];
    const options = { objective, sizes: [3], units: "nats", ties: "average" } as const;
    const multiplet = [0, 2, 4];
    const result = await analyse(few.features, few.labels, {
      ...options,
      groups,
      multiplets: [multiplet],
    });
    const halves = await Promise.all([0, 1].map((group) => {
      const rows = groups.flatMap((own, row) => own === group ? [row] : []);
      const values = Float64Array.from(
        { length: 40 * 5 },
        (_, at) => few.features.values[rows[Math.floor(at / 5)]! * 5 + at % 5]!,
      );
      const all = [...multiplets(5, 3)];
      return analyse(
        { samples: 40, variables: 5, values },
        rows.map((row) => few.labels[row]!),
        { ...options, multiplets: all },
      );
    }));
    const valueIn = (half: number, own: readonly number[]) =>
      halves[half]!.multiplets.find((one) => one.multiplet.join() === own.join())![key]!;
    const [given] = result.multiplets;
    const both = [0, 1].map((half) => valueIn(half, multiplet)).sort((a, b) => a - b);
    given!.halves!.toSorted((a, b) => a - b).forEach((value, at) => close(value, both[at]!, 1e-12));
    for (const end of ["synergy", "redundancy"] as const) {
      const { split } = ranked(result.sizes[0]![end])[0]!;
      const half = halves.findIndex(({ sizes: [own] }) =>
        Math.abs(ranked(own![end])[0]![key]! - split!.searched) < 1e-12
      );
      deepEqual(split!.multiplet, ranked(halves[half]!.sizes[0]![end])[0]!.multiplet);
      close(split!.other, valueIn(1 - half, split!.multiplet), 1e-12);
    }
    const random = randomSource(deriveSeed(0, "renumberings"));
    const values = Array.from({ length: 20 }, () => {
      const target = renameClasses(discreteTarget(few.labels), random);
      const own = gaussianSystem(toVariables(few.features), target, { ties: "average" });
      const { alone, information } = own.entropy(multiplet);
      const sum = multiplet.reduce((total, one) => total + own.entropy([one]).alone, 0);
      const total = sum - alone + information;
      return objective === "total-correlation" ? total : total - own.score(multiplet).oInformation;
    });
    close(given!.renumbered![0], Math.min(...values), 1e-12);
    close(given!.renumbered![1], Math.max(...values), 1e-12);
  }
});

Deno.test("the effect of ties is that on the objective", async () => {
  const values = features.values.map((value) => Math.max(0, value));
  const foundBy = async (options: AnalysisOptions) => {
    const { warnings, sizes } = await analyse({ ...features, values }, undefined, {
      sizes: [2],
      ...options,
    });
    const told = warnings.find((one) => one.includes("With these ties in random order"))!;
    const [, effect] = /change by up to (\S+) bits/.exec(told)!;
    return { effect: Number(effect), largest: ranked(sizes[0]!.redundancy)[0]! };
  };
  // Pairs alone have Ω = 0 in any order of ties.
  equal((await foundBy({})).effect, 0);
  const { effect, largest } = await foundBy({ objective: "total-correlation" });
  ok(effect > 0 && effect < 0.5 * largest.totalCorrelation!, `${effect}`);
});

Deno.test("Ω as the objective is the default: the same result for every search", async () => {
  for (const search of [undefined, "exhaustive", "greedy", "ladder", "annealing"] as const) {
    const options = { search, sizes: [2, 3] };
    deepEqual(
      await analyse(features, labels, { ...options, objective: "o-information" }),
      await analyse(features, labels, options),
    );
  }
});

Deno.test("the default search can rank by the objective: greedy where Ω would have a ladder", () => {
  const wide = mixedSignals({ samples: 1000, variables: 45 });
  const all = toVariables(wide.features);
  const system = gaussianSystem(all, undefined);
  const size = sampleSizeOf(all, undefined, "none", undefined);
  const name = (options: AnalysisOptions, sizes?: number[]) =>
    searchOf(options, system, size, sizes).name;
  for (const objective of OBJECTIVES) {
    equal(name({ objective }), "greedy");
    equal(name({ objective }, [2, 3]), "exhaustive");
    // Refused later, by name.
    equal(name({ objective, calls: 5 }), "ladder");
  }
  equal(name({ objective: "o-information" }), "ladder");
});

Deno.test("searches and estimators that cannot rank by an objective are refused by name", async () => {
  const objective = "total-correlation";
  for (const search of ["ladder", "annealing", "genetic", "cross-entropy"]) {
    await rejects(
      analyse(features, labels, { objective, search }),
      new RegExp(
        `AnalysisError: The search "${search}" has no option objective; searches with this option: ` +
          "exact, exhaustive, greedy",
      ),
    );
  }
  await rejects(
    analyse(features, labels, { objective, calls: 5 }),
    /"ladder" has no option objective/,
  );
  await rejects(
    analyse(features, labels, { objective: "entropy" } as object),
    /objective must be one of o-information, total-correlation, dual-total-correlation, got entropy/,
  );
  const estimator: Estimator = {
    name: "scores alone",
    revision: 1,
    prepare: (...own) => {
      const { entropy: _, determinants: __, ...rest } = gaussianCopula().prepare(...own);
      return { ...rest, shape: { ...rest.shape, secondsPerScore: 1e-5 } };
    },
  };
  await rejects(
    analyse(features, labels, { objective, estimator, sizes: [3] }),
    (error) =>
      error instanceof AnalysisError &&
      /The estimator "scores alone" has no total-correlation, which needs entropies/.test(
        error.message,
      ),
  );
});

Deno.test("an estimator with entropies alone is searched by them; they have to be finite", async () => {
  const made = (entropyOf: (value: number) => number): Estimator => ({
    name: "entropies",
    revision: 1,
    prepare: (...own) => {
      const { determinants: _, ...rest } = gaussianCopula({ ties: "average" }).prepare(...own);
      const entropy = (set: readonly number[]) => {
        const { alone, information } = rest.entropy!(set);
        return { alone: entropyOf(alone), information };
      };
      return { ...rest, entropy, shape: { ...rest.shape, secondsPerScore: 1e-5 } };
    },
  });
  for (const objective of OBJECTIVES) {
    const options = { objective, sizes: [2, 3, 4] };
    const estimator = made((value) => value);
    const found = await analyse(features, labels, { ...options, estimator });
    equal(found.search, "greedy");
    const plain = await analyse(features, labels, { ...options, rankBiasDraws: 0 });
    deepEqual(
      found.sizes.map(({ synergy }) => ranked(synergy)[0]!.multiplet),
      plain.sizes.map(({ synergy }) => ranked(synergy)[0]!.multiplet),
    );
    await rejects(
      analyse(features, labels, { ...options, estimator: made(() => NaN) }),
      /AnalysisError: The estimator must return finite entropies/,
    );
  }
});

Deno.test("a search from outside with the option objective gets it; its multiplets get the values", async () => {
  const asked: unknown[] = [];
  const search: Search = {
    name: "other",
    options: ["objective"],
    needsSizes: false,
    cost: (shape, request) => {
      asked.push(request.objective);
      return searchCost(shape, { search: "greedy", ...request });
    },
    run: async (system, { objective, ...run }) => {
      asked.push(objective);
      const found = await SEARCHES.get("greedy").run(system, {
        ...run,
        ...(objective && { objective }),
      });
      const plain = (one: object) => ({ ...one, totalCorrelation: undefined }) as never;
      return {
        ...found,
        sizes: found.sizes.map((size) => ({
          ...size,
          synergy: size.synergy.map(plain),
          redundancy: size.redundancy.map(plain),
        })),
      };
    },
  };
  const objective = "total-correlation";
  const found = await analyse(features, labels, { search, objective, sizes: [3] });
  deepEqual(asked, [objective, objective]);
  const expected = await analyse(features, labels, { search: "greedy", objective, sizes: [3] });
  deepEqual(found.sizes[0]!.synergy, expected.sizes[0]!.synergy);
  const without = { ...search, options: [] };
  await rejects(
    analyse(features, labels, { search: without, objective }),
    /"other" has no option objective/,
  );
});

Deno.test("several systems are searched by the objective, with shared tables", async () => {
  const systems = [labels, labels.map((label) => 2 - label)].map((own) =>
    gaussianSystem(toVariables(features), discreteTarget(own))
  );
  const request = { search: SEARCHES.get("exact"), objective: "dual-total-correlation" } as const;
  const all = await findAllExtremes(systems, request);
  deepEqual(all, [
    await findExtremes(systems[0]!, request),
    await findExtremes(systems[1]!, request),
  ]);
  ok(all[0]!.sizes[1]!.synergy[0]!.dualTotalCorrelation !== undefined);
});

const result = (objective?: AnalysisOptions["objective"]): Promise<AnalysisResult> =>
  analyse(features, labels, { sizes: [3], objective });

Deno.test("tables name the ends and the values of the objective", async () => {
  for (const [objective, symbol] of [[OBJECTIVES[0], "TC"], [OBJECTIVES[1], "DTC"]] as const) {
    const lines = toTable(await result(objective)).split("\n");
    equal(lines[2], `Extremes of the ${objective.replaceAll("-", " ")} ${symbol}, not of Ω`);
    equal(lines[4], `renumbered: range of ${symbol} over 20 random numberings of the classes`);
    match(
      lines[6]!,
      new RegExp(`^size +multiplets +extreme +${symbol}\\(X,y\\) +Ω\\(X,y\\) +Ω\\(X\\) +Δ`),
    );
    match(lines[7]!, new RegExp(`^ +3 +20 +min ${symbol}  `));
    match(lines[8]!, new RegExp(`^ +3 +20 +max ${symbol}  `));
    ok(lines.every((line) => !line.startsWith("What makes")));
    const alone = await analyse(features, undefined, { sizes: [3], objective });
    match(toTable(alone), new RegExp(`extreme +${symbol}\\(X\\) +Ω\\(X\\)`));
  }
  ok(!toTable(await result()).includes("Extremes of"));
});

Deno.test("CSV has the value of the objective in the column of the measure", async () => {
  const found = await result("dual-total-correlation");
  const rows: Record<string, string>[] = parse(toCsv(found), { columns: true });
  for (const [at, own] of [found.sizes[0]!.synergy, found.sizes[0]!.redundancy].entries()) {
    equal(rows[at]!.dualTotalCorrelation, `${ranked(own)[0]!.dualTotalCorrelation}`);
    equal(rows[at]!.totalCorrelation, "");
    equal(rows[at]!.kind, ["synergy", "redundancy"][at]);
  }
});

Deno.test("the figure of extremes is about Ω, and refuses others", async () => {
  const found = await result("total-correlation");
  for (const draw of [extremesFigure, extremesFinding]) {
    throws(
      () => void draw(found),
      (error) =>
        error instanceof PlotError && /extremes of the total correlation/.test(error.message),
    );
  }
});
