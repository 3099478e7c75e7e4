/** The options of `analyze` that choose estimators. */
import { deepStrictEqual as deepEqual, match, ok, strictEqual as equal } from "node:assert/strict";
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
    [`--search none ${named} --significance split`, /option significance is for a search/],
    [`--estimator bins ${named} --top 2`, /does not search: leave --top out/],
    [`--estimator bins ${named} --search greedy`, /does not search, got --search greedy/],
    [`--estimator bins ${named} --rescore ksg`, /does not search: leave --rescore out$/],
    ["--rescore copula", /^--rescore copula needs another --estimator than copula/],
    ["--estimator gaussian --rescore gaussian", /needs another --estimator than gaussian/],
    ["--estimator gaussian --ties index", /^--ties needs --estimator copula, got/],
    ["--estimator gaussian --dependence ignored", /^--dependence needs --estimator copula, got/],
    ["--estimator gaussian --rank-bias-draws 5", /^--rank-bias-draws needs --estimator copula/],
    ["--estimator gaussian --continuous", /^--continuous needs --estimator copula/],
    ["--neighbours 3", /^--neighbours needs --estimator ksg or --rescore ksg, got neither$/],
    ["--rescore bins --scale raw", /^--scale needs .*, got --rescore bins$/],
    ["--rescore ksg --neighbours 0", /^--neighbours takes an integer from 1 to \d+, got "0"$/],
    ["--rescore ksg --scale log", /^--scale takes copula, standardised, raw, got "log"$/],
    ["--rescore bounded --continuous", /^--rescore bounded needs classes, got --continuous$/],
    ["--rescore bounded --label-encoding none", /needs labels, got --label-encoding none$/],
    ["--search none", /search "none" needs multiplets/],
    [`--search none ${named} --sizes 2`, /option sizes is for a search/],
  ] as const
) {
  Deno.test(`analyze ${line} is refused with what is needed`, permitted, async () => {
    await withFiles(async (run) => match(refusalOf(await run(`${FILES} ${line}`)), message));
  });
}

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
