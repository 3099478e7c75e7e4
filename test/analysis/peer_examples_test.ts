/**
 * The published examples of THOI, HOI and gcmi through `analyze`: files in, and their numbers out.
 *
 * The data are drawn here again from their seeds. Numbers and units are those of the peers' defaults:
 * HOI in bits, THOI in nats, gcmi in bits, all bias-corrected. HOI works in single precision unless
 * JAX is told otherwise, which is what limits the agreement with its pages.
 */
import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import { createHash } from "node:crypto";
import { join } from "node:path";
import type { z } from "zod";
import type { FeatureMatrix } from "../../lib/information/mod.ts";
import { runCaptured } from "../commands/captured.ts";
import { inFolder } from "../in_folder.ts";
import { close, closeMeasures, fromColumns } from "../information/reference.ts";
import { npyFile } from "../data/tables/npy_file.ts";
import { permitted, variable } from "../permitted.ts";
import * as data from "./peer_data.ts";
import { resultSchema } from "./result_schema.ts";

const { hoi, thoi, gcmi, ends } = data.reference;

/** Bits. HOI's pages come from another machine in single precision: seen 5.1e-5. */
const PRINTED = 1e-4;
/** Bits. HOI in single precision where the reference numbers were made: seen 1.9e-5. */
const SINGLE = 5e-5;
/** Bits. HOI in double precision keeps its results in single precision: seen 8e-8. */
const ROUNDED = 2e-7;
/** Nats or bits. THOI and gcmi work in double precision: seen 2.4e-13. */
const DOUBLE = 1e-12;

type Result = z.infer<typeof resultSchema>;
type Measured = Result["multiplets"][number];

/** Runs `analyze` on files of a table and, where there are some, of labels. */
async function analysed(
  { samples, variables, values }: FeatureMatrix,
  options: string,
  labels?: readonly number[],
): Promise<Result> {
  let result: unknown;
  await inFolder(async (folder) => {
    const [x, y, output] = ["x.npy", "y.npy", "result.json"].map((name) => join(folder, name));
    await Deno.writeFile(x!, npyFile({ shape: [samples, variables], values }));
    if (labels) {
      const classes = BigInt64Array.from(labels, BigInt);
      await Deno.writeFile(y!, npyFile({ descr: "<i8", shape: [samples], values: classes }));
    }
    const files = ["--features", x!, ...(labels ? ["--labels", y!] : []), "--output", output!];
    const { status, text } = await runCaptured(["analyze", ...files, ...options.split(" ")]);
    equal(status, 0, text);
    result = JSON.parse(await Deno.readTextFile(output!));
  });
  return resultSchema.parse(result);
}

/** The only multiplet at each end of the search of a size. */
function extremes(result: Result, size: number) {
  const found = result.sizes.find((of) => of.size === size)!;
  const [low, high] = [found.synergy, found.redundancy];
  ok("multiplet" in low && "multiplet" in high);
  return [low, high] as const;
}

function largest(measured: readonly Measured[], measure: keyof Measured): string {
  const value = (of: Measured) => Number(of[measure]);
  return measured.reduce((a, b) => value(b) > value(a) ? b : a).multiplet.join(",");
}

Deno.test("the tables are those that numpy draws, from the first row to the last", () => {
  const tables: Record<keyof typeof ends, FeatureMatrix> = {
    ...data.hoiTables(),
    network: data.network(),
    testedNetwork: data.testedNetwork(),
    coreTutorial: data.coreTutorial(),
    readme: data.thoiReadme(),
  };
  for (const [name, { shape, first, last }] of Object.entries(ends)) {
    const { samples, variables, values } = tables[name as keyof typeof ends];
    deepEqual([samples, variables], shape, name);
    first.forEach((value, i) => close(values[i]!, value, 1e-12, name));
    last.forEach((value, i) => close(values.at(i - variables)!, value, 1e-12, name));
  }
});

const tables = data.hoiTables();
const seeded = Object.keys(tables) as (keyof typeof tables)[];

for (const name of seeded.filter((name) => tables[name].variables === 3)) {
  Deno.test(
    `HOI's gallery, triplet "${name}": the O-information that its page prints`,
    permitted,
    async () => {
      const { multiplets: [measured] } = await analysed(tables[name], "--multiplets 0,1,2");
      close(measured!.oInformation, hoi.printed.seeded[name], PRINTED, "printed");
      closeMeasures(measured!, hoi.single.triplets[name], SINGLE, "in single precision");
      closeMeasures(measured!, hoi.double.triplets[name], ROUNDED, "in double precision");
    },
  );
}

for (const name of seeded.filter((name) => tables[name].variables === 4)) {
  Deno.test(`HOI's gallery, "${name}": the gradient that its page prints`, permitted, async () => {
    // In one of them, the last column is the sum of the others.
    const options = "--multiplets 0,1,2;0,1,2,3 --dependence ignored";
    const { multiplets } = await analysed(tables[name], options);
    const [triplet, withTarget] = multiplets;
    const gradient = withTarget!.oInformation - triplet!.oInformation;
    const key = name as keyof typeof hoi.single.gradients;
    close(gradient, hoi.printed.seeded[name], PRINTED, "printed");
    close(gradient, hoi.single.gradients[key], SINGLE, "in single precision");
    close(gradient, hoi.double.gradients[key], ROUNDED, "in double precision");
    closeMeasures(triplet!, hoi.double.triplets[name], ROUNDED, "the triplet");
  });
}

Deno.test(
  "HOI's network of six nodes: all triplets, and the two that its page names",
  permitted,
  async () => {
    const keys = Object.keys(hoi.double.network);
    equal(keys.length, 20);
    const result = await analysed(data.network(), `--sizes 3 --multiplets ${keys.join(";")}`);
    result.multiplets.forEach((measured) => {
      const key = measured.multiplet.join(",") as keyof typeof hoi.double.network;
      closeMeasures(measured, hoi.single.network[key], SINGLE, `${key}, single precision`);
      closeMeasures(measured, hoi.double.network[key], ROUNDED, `${key}, double precision`);
    });
    const [synergy, redundancy] = extremes(result, 3);
    deepEqual([synergy.multiplet, redundancy.multiplet], [[3, 4, 5], [0, 1, 2]]);
    equal(largest(result.multiplets, "totalCorrelation"), "0,1,2");
    equal(largest(result.multiplets, "dualTotalCorrelation"), "3,4,5");
    equal(largest(result.multiplets, "sInformation"), "0,1,2");
    // The page drew its network without a seed: its numbers lie within the spread over draws.
    for (const key of ["0,1,2", "3,4,5"] as const) {
      const measured = result.multiplets.find(({ multiplet }) => multiplet.join(",") === key)!;
      const [printed, spread] = [hoi.printed.network[key], hoi.networkSpread[key]];
      close(measured.totalCorrelation, printed.tc, 4 * spread.tc, "TC");
      close(measured.dualTotalCorrelation, printed.dtc, 4 * spread.dtc, "DTC");
      close(measured.oInformation, printed.o, 4 * spread.o, "Ω");
      close(measured.sInformation, printed.s, 4 * spread.s, "S");
    }
  },
);

Deno.test(
  "HOI's tests on 50 samples: all triplets, and the ones that they expect",
  permitted,
  async () => {
    const keys = Object.keys(hoi.double.testedNetwork);
    // Its last node is the sum of the two before it.
    const options = `--sizes 3 --multiplets ${keys.join(";")} --dependence ignored`;
    const result = await analysed(data.testedNetwork(), options);
    equal(result.multiplets.length, 20);
    result.multiplets.forEach((measured) => {
      const key = measured.multiplet.join(",") as keyof typeof hoi.double.testedNetwork;
      closeMeasures(measured, hoi.double.testedNetwork[key], ROUNDED, key);
    });
    const [synergy, redundancy] = extremes(result, 3);
    deepEqual([redundancy.multiplet, synergy.multiplet], [[0, 1, 2], [3, 4, 5]]);
    for (const measure of ["totalCorrelation", "dualTotalCorrelation", "sInformation"] as const) {
      equal(largest(result.multiplets, measure), "3,4,5");
    }
  },
);

Deno.test(
  "HOI's core tutorial: mutual information of two groups is the TC of two blocks",
  permitted,
  async () => {
    const options = "--blocks 0-2;3-5 --multiplets 0,1";
    const { multiplets: [measured] } = await analysed(data.coreTutorial(), options);
    close(measured!.totalCorrelation, hoi.double.mutualInformation, ROUNDED);
    equal(measured!.totalCorrelation.toFixed(2).replace("-", ""), "0.00"); // as the page prints it
  },
);

Deno.test(
  "THOI's README: all variables, three triplets, and the extremes of every order",
  permitted,
  async () => {
    const { all, triplets, extremes: orders, annealed } = thoi.readme;
    const keys = [
      "0,1,2,3,4,5,6,7,8,9",
      ...Object.keys(triplets),
      annealed.multiplet.join(","),
    ];
    const options = `--units nats --multiplets ${keys.join(";")}`;
    const result = await analysed(data.thoiReadme(), options);
    [all, ...Object.values(triplets)].forEach((measures, i) =>
      closeMeasures(result.multiplets[i]!, measures, DOUBLE, keys[i]!)
    );
    equal(Object.keys(orders).length, 8);
    for (const [order, [low, high]] of Object.entries(orders)) {
      const [synergy, redundancy] = extremes(result, Number(order));
      close(synergy.oInformation, low!, DOUBLE, `minimum of order ${order}`);
      close(redundancy.oInformation, high!, DOUBLE, `maximum of order ${order}`);
    }
    // Simulated annealing for order 5 finds what has its score, and nothing below the exact minimum.
    const [exact] = extremes(result, 5);
    const { oInformation } = result.multiplets.at(-1)!;
    close(oInformation, annealed.o, DOUBLE, "annealed");
    ok(oInformation >= exact.oInformation - DOUBLE);
  },
);

Deno.test(
  "THOI's known correlation matrix: its closed form, as near as THOI's test asks",
  permitted,
  async () => {
    const { closedForm, computed, publishedTolerance } = thoi.known;
    const options = "--units nats --multiplets 0,1,2";
    const { multiplets: [measured] } = await analysed(data.thoiKnown(), options);
    closeMeasures(measured!, closedForm, publishedTolerance, "the closed form");
    closeMeasures(measured!, computed, DOUBLE, "THOI");
  },
);

// A folder with X_random.tsv (9 MB) and its table of results: tests/data of THOI's source archive.
const thoiData = variable("THOI_DATA");

Deno.test({
  name: "THOI's own table: TC, DTC, Ω and S of all 968 multiplets of ten variables (THOI_DATA)",
  ignore: thoiData === undefined,
  fn: async () => {
    const read = async (name: keyof typeof thoi.golden.sha256) => {
      const bytes = await Deno.readFile(join(thoiData!, name));
      equal(createHash("sha256").update(bytes).digest("hex"), thoi.golden.sha256[name], name);
      return new TextDecoder().decode(bytes).trimEnd().split("\n").map((line) => line.split("\t"));
    };
    const values = Float64Array.from((await read("X_random.tsv")).flat(), Number);
    const [, ...rows] = await read("X_random__multi_order_measures.tsv");
    equal(rows.length, 968);
    const keys = rows.map((row) =>
      row.slice(5, 15).flatMap((used, i) => used === "True" ? [i] : []).join(",")
    );
    const options = `--units nats --multiplets ${keys.join(";")}`;
    const result = await analysed(data.table(values, 10), options);
    equal(result.samples, 50_000);
    rows.forEach((row, i) => {
      const [tc, dtc, o, s] = row.slice(1, 5).map(Number);
      closeMeasures(
        result.multiplets[i]!,
        { tc: tc!, dtc: dtc!, o: o!, s: s! },
        DOUBLE,
        keys[i]!,
      );
    });
    for (const [order, [low, high]] of Object.entries(thoi.golden.extremes)) {
      const [synergy, redundancy] = extremes(result, Number(order));
      close(synergy.oInformation, low!, DOUBLE, `minimum of order ${order}`);
      close(redundancy.oInformation, high!, DOUBLE, `maximum of order ${order}`);
    }
  },
});

for (const { source, x, y, z, labels, corrected, uncorrected } of gcmi.cases) {
  for (const [expected, setting] of [[corrected, ""], [uncorrected, " --no-bias-correction"]]) {
    Deno.test(`gcmi's tests, ${source}${setting}`, permitted, async () => {
      const width = x.length;
      const block = width === 1 ? "0" : `0-${width - 1}`;
      const others = [y, z].flatMap((column) => column ? [column] : []);
      const blocks = [block, ...others.map((_, i) => width + i)].join(";");
      const total = async (multiplets: string, classes?: number[]) => {
        const options = `--blocks ${blocks} --multiplets ${multiplets}${setting}` +
          (classes ? " --label-encoding model" : "");
        const result = await analysed(fromColumns([...x, ...others]), options, classes);
        return result.multiplets.map(({ totalCorrelation }) => totalCorrelation);
      };
      if (labels) {
        // I(X; y) is what the target adds to the total correlation of one block, which is 0.
        close((await total("0", labels))[0]!, Number(expected), DOUBLE);
      } else if (z) {
        // I(X; Y | Z) = TC(X, Y, Z) − TC(X, Z) − TC(Y, Z)
        const [all, xz, yz] = await total("0,1,2;0,2;1,2");
        close(all! - xz! - yz!, Number(expected), DOUBLE);
      } else {
        close((await total("0,1"))[0]!, Number(expected), DOUBLE);
      }
    });
  }
}

for (const setting of ["corrected", "uncorrected"] as const) {
  Deno.test(`gcmi's demonstration of the bias, ${setting}`, permitted, async () => {
    const { features, labels } = data.biasDemo();
    const variables = Array.from({ length: 50 }, (_, i) => i);
    const options = `--label-encoding model --sizes 1 --multiplets ${variables.join(";")}` +
      (setting === "corrected" ? "" : " --no-bias-correction");
    const { multiplets } = await analysed(features, options, labels);
    const found = multiplets.map(({ totalCorrelation }) => totalCorrelation);
    found.forEach((value, i) => close(value, gcmi.biasDemo[setting][i]!, DOUBLE, `${i}`));
    // What it shows: without the correction the estimates lie above 0 on average.
    const mean = found.reduce((sum, value) => sum + value, 0) / found.length;
    ok(setting === "corrected" ? Math.abs(mean) < 0.001 : mean > 0.002, `mean ${mean}`);
  });
}
