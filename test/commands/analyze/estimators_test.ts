/** The options of `analyze` that choose estimators. */
import { deepStrictEqual as deepEqual, match, ok, strictEqual as equal } from "node:assert/strict";
import { join } from "node:path";
import { ranked } from "../../../lib/analysis/mod.ts";
import { permitted } from "../../permitted.ts";
import { refusalOf, resultOf, withFiles } from "./_analyze.ts";

const FILES = "--features x.npy --labels y.npy";

for (const estimator of ["ksg", "bins", "bounded"]) {
  Deno.test(
    `--estimator ${estimator} measures named multiplets and does not search`,
    permitted,
    async () => {
      await withFiles(async (run) => {
        const result = resultOf(await run(`${FILES} --estimator ${estimator} --multiplets 0,1`));
        equal(result.search, "none");
        equal(result.estimator, "gaussian-copula");
        equal(result.rescoring!.estimator, estimator);
        const [one] = result.multiplets;
        ok("measures" in one!.rescored!);
        equal("information" in one!.rescored.measures, estimator !== "bins"); // Too few samples for bins.
      });
    },
  );
}

Deno.test(
  "--neighbours and --scale are those of ksg, and change its numbers",
  permitted,
  async () => {
    await withFiles(async (run) => {
      const settings = async (line: string) => {
        const result = resultOf(await run(`${FILES} --multiplets 0,1,3 ${line}`));
        return [result.rescoring!.settings, result.multiplets[0]!.rescored] as const;
      };
      const [plain, first] = await settings("--estimator ksg");
      deepEqual(plain, { neighbours: 4, scale: "copula", draws: 10 });
      const [own, second] = await settings("--rescore ksg --neighbours 7 --scale raw");
      deepEqual(own, { neighbours: 7, scale: "raw", draws: 10 });
      ok(JSON.stringify(first) !== JSON.stringify(second));
    });
  },
);

Deno.test(
  "--estimator gaussian searches without ranks; --rescore gaussian measures beside ranks",
  permitted,
  async () => {
    await withFiles(async (run) => {
      const searched = resultOf(await run(`${FILES} --estimator gaussian --sizes 3`));
      equal(searched.estimator, "gaussian-moments");
      equal(searched.ties, undefined);
      const { multiplet, oInformation } = ranked(searched.sizes[0]!.synergy)[0]!;
      const rescored = resultOf(
        await run(`${FILES} --rescore gaussian --search none --multiplets ${multiplet.join(",")}`),
      );
      const [one] = rescored.multiplets;
      ok("measures" in one!.rescored!);
      const { value } = one!.rescored.measures.oInformation!;
      ok(Math.abs(value! - oInformation) < 1e-12);
      // The same encoding for both.
      const encoded = resultOf(
        await run(
          `${FILES} --label-encoding class-gaussian --rescore copula --estimator gaussian --sizes 2`,
        ),
      );
      equal(encoded.targetEncoding, "model");
    });
  },
);

const named = "--multiplets 0,1";

for (
  const [line, message] of [
    ["--estimator kde", /^--estimator takes copula, gaussian, ksg, bins, bounded, got "kde"$/],
    ["--rescore kde", /^--rescore takes copula, .*, got "kde"$/],
    ["--rescore ordinal", /^--rescore takes copula, .*, got "ordinal"$/],
    ["--estimator ksg", /needs --multiplets "0,1,3" or --multiplets-file FILE, got neither/],
    [`--estimator bins ${named} --sizes 2`, /leave --sizes out, or search with .*--rescore bins$/],
    [`--estimator bins ${named} --significance split`, /does not search: leave --significance out/],
    [
      `--search none ${named} --significance split`,
      /^--significance needs a search, got --search none/,
    ],
    [`--estimator bins ${named} --top 2`, /does not search: leave --top out/],
    [`--estimator bins ${named} --search greedy`, /does not search, got --search greedy/],
    [`--estimator bins ${named} --rescore ksg`, /does not search: leave --rescore out$/],
    ["--rescore copula", /^--rescore copula needs another --estimator than copula/],
    ["--estimator gaussian --rescore gaussian", /needs another --estimator than gaussian/],
    ["--estimator gaussian --ties index", /^--ties needs --estimator copula, got/],
    ["--estimator gaussian --dependence ignored", /^--dependence needs --estimator copula, got/],
    ["--estimator gaussian --rank-bias-draws 5", /^--rank-bias-draws needs --estimator copula/],
    ["--estimator gaussian --continuous", /^--continuous needs --estimator copula/],
    ["--neighbours 3", /^--neighbours needs --estimator or --rescore with ksg, got neither$/],
    ["--rescore bins --scale raw", /^--scale needs .*, got --rescore bins$/],
    ["--rescore ksg --neighbours 0", /^--neighbours takes an integer from 1 to \d+, got "0"$/],
    ["--rescore ksg --scale log", /^--scale takes copula, standardised, raw, got "log"$/],
    ["--bins 4", /^--bins needs --estimator or --rescore with bins, got neither$/],
    ["--rescore ksg --bins 4", /^--bins needs .* with bins, got --rescore ksg$/],
    ...["1", "0", "-1", "1001", "2.5", "NaN", "three"].map((bins) =>
      [
        `--rescore bins --bins ${bins}`,
        new RegExp(`^--bins takes an integer from 2 to 1000, got "${bins}"$`),
      ] as const
    ),
    ...["1", "0", "-1", "1.5", "NaN", "ten"].map((draws) =>
      [
        `--rescore ksg --reference-draws ${draws}`,
        new RegExp(`^--reference-draws takes an integer from 2 to \\d+, got "${draws}"$`),
      ] as const
    ),
    [
      "--rescore gaussian --reference-draws 5",
      /^--reference-draws needs .* with ksg, bins or bounded, got --rescore gaussian$/,
    ],
    ["--reference-draws 5", /^--reference-draws needs .*, got neither$/],
    ["--rescore gaussian --continuous", /^--rescore gaussian needs classes, got --continuous$/],
    ["--rescore bounded --continuous", /^--rescore bounded needs classes, got --continuous$/],
    ["--rescore bounded --label-encoding none", /needs labels, got --label-encoding none$/],
    [
      "--search none",
      /^--search none needs --multiplets "0,1,3" or --multiplets-file FILE, got neither$/,
    ],
    [`--search none ${named} --sizes 2`, /^--sizes needs a search, got --search none: leave one/],
    [`--search none ${named} --top 2`, /^--top needs a search, got --search none/],
    [
      `--estimator ksg ${named} --max-seconds 1e-9`,
      /^The estimate of 1 multiplet by ksg would take less than 1 s; at most 1e-9 s are allowed\. Possible: a smaller --reference-draws; fewer multiplets; fewer samples; --max-seconds Infinity to run it anyway$/,
    ],
    [
      "--sizes 2 --rescore gaussian --significance max --draws 1000000 --max-seconds 1",
      /^The analysis would take .*: the search less than 1 s, the tests of significance .*, 2 multiplets by gaussian less than 1 s; at most 1 s are allowed\. Possible: a smaller --draws; fewer sizes; more workers; --max-seconds Infinity/,
    ],
  ] as const
) {
  Deno.test(`analyze ${line} is refused with what is needed`, permitted, async () => {
    await withFiles(async (run) => match(refusalOf(await run(`${FILES} ${line}`)), message));
  });
}

Deno.test("--bins and --reference-draws are those of the estimator", permitted, async () => {
  await withFiles(async (run) => {
    const line = `--features x.npy ${named} --estimator bins --bins 4 --reference-draws 7`;
    const { rescoring, multiplets: [one] } = resultOf(await run(line));
    deepEqual(rescoring!.settings, { bins: 4, draws: 7 });
    const plain = resultOf(await run(`--features x.npy ${named} --estimator bins`));
    deepEqual(plain.rescoring!.settings, { bins: 3, draws: 10 });
    ok(JSON.stringify(one!.rescored) !== JSON.stringify(plain.multiplets[0]!.rescored));
  });
});

Deno.test(
  "what an estimator refuses or doubts is a warning on standard error, once, but not beside a table",
  permitted,
  async () => {
    await withFiles(async (run) => {
      // 1,000 cells of 200 samples; the last two multiplets are the same.
      const line = `--features x.npy --estimator bins --bins 10 --multiplets 0,1,2;0,1;1,3;3,1`;
      const warning =
        /^warning: by bins, (.*): (\d) columns in 10 bins have \d+ cells, which need /;
      for (const format of ["json", "csv"]) {
        const { status, stderr } = await run(`${line} --format ${format}`);
        equal(status, 0);
        const told = stderr.trimEnd().split("\n").map((one) => warning.exec(one)?.slice(1));
        deepEqual(told, [["x0 x1 x2", "3"], ["x0 x1, x1 x3", "2"]]);
      }
      const table = await run(`${line} --format table`);
      equal(table.stderr, "");
      match(table.stdout, /\nx0 x1, x1 x3: 2 columns in 10 bins have 100 cells/);
      const few = await run("--features x.npy --labels y.npy --estimator bins --multiplets 0,1");
      match(
        few.stderr,
        /^warning: by bins, x0 x1: With \d+ classes the cells need \d+ samples, got/m,
      );
    });
  },
);

Deno.test("of many reasons the first ten are written", permitted, async () => {
  await withFiles(async (run, folder) => {
    // A reason of its own for each column: so many equal values.
    const rows = Array.from(
      { length: 100 },
      (_, row) =>
        Array.from(
          { length: 12 },
          (_, at) => row < 20 + at ? -100 : (row * 37 + at * row ** 2) % 101,
        ),
    );
    await Deno.writeTextFile(join(folder, "ties.csv"), rows.map((row) => row.join(",")).join("\n"));
    const given = Array.from({ length: 11 }, (_, at) => `${at},11`).join(";");
    const line = `--features ties.csv --no-header --estimator ksg --multiplets ${given};11`;
    const { status, stderr } = await run(line);
    equal(status, 0, stderr);
    const told = stderr.split("\n").filter((one) => one.startsWith("warning: by ksg, "));
    equal(told.length, 11);
    equal(told.at(-1), "warning: by ksg, 2 other reasons: see the result");
  });
});

Deno.test(
  "entropies that are not corrected are not corrected by the other estimator either",
  permitted,
  async () => {
    await withFiles(async (run) => {
      const line = `${FILES} ${named} --search none`;
      for (const flag of ["", " --no-bias-correction"]) {
        const rescored = resultOf(await run(`${line} --rescore gaussian${flag}`)).multiplets[0]!;
        const alone = resultOf(await run(`${line} --estimator gaussian${flag}`)).multiplets[0]!;
        ok("measures" in rescored.rescored!);
        const { value } = rescored.rescored.measures.totalCorrelation!;
        ok(Math.abs(value! - alone.totalCorrelation!) < 1e-12, flag);
      }
    });
  },
);

Deno.test("a bounded I(X;y) without labels is refused", permitted, async () => {
  await withFiles(async (run) => {
    const line = "--features x.npy --estimator bounded --multiplets 0,1";
    match(
      refusalOf(await run(line)),
      /^--estimator bounded needs --labels FILE, or --label-column/,
    );
  });
});

Deno.test("the table names the other estimator", permitted, async () => {
  await withFiles(async (run) => {
    const line = "--features x.npy --estimator ksg --multiplets 0,1,2 --format table";
    const { status, stdout } = await run(line);
    equal(status, 0);
    match(stdout, /; no labels; no search\n/);
    match(stdout, /By the estimator ksg \(neighbours 4, scale copula, draws 10\)/);
  });
});
