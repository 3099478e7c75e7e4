/** The methods of an analysis as a paragraph. */
import { deepStrictEqual as deepEqual, match, ok, strictEqual as equal } from "node:assert/strict";
import { analyse, type AnalysisResult, methodsText } from "../../lib/analysis/mod.ts";
import { continuousTarget, gaussianMoments } from "../../lib/information/mod.ts";
import { mixedSignals } from "../mixed_signals.ts";

const { features, labels } = mixedSignals({ variables: 6, samples: 200, seed: 1, noise: 0.7 });

Deno.test("sample, estimator, label, search, version and seed are named", async () => {
  const result = await analyse(features, labels, { sizes: [2, 3], seed: 7 });
  const { paragraph, references } = methodsText(result, "1.2.3");
  equal(
    paragraph,
    "We analysed 200 samples of 6 variables. For multiplets of variables X and the label y, the O-information Ω [1] was " +
      "estimated with a Gaussian copula [2]: each column was ranked (equal values: average) and mapped to normal scores, of " +
      "which Gaussian entropies were computed, corrected for their bias, in bits. The label entered as the number of its class, ranked like " +
      'a column (ordinal). Multiplets of 2 to 3 variables with the smallest and the largest value were searched for by the search "exhaustive", ' +
      "which compared all multiplets of each size. No test of significance was made. Computed with multiplet 1.2.3, seed 7.",
  );
  equal(references.length, 2);
});

Deno.test("tests, other encodings and estimators, groups, and sizes without a proof", async () => {
  const of = async (...args: Parameters<typeof analyse>) =>
    methodsText(await analyse(...args), "1");
  const tested = await of(features, labels, {
    significance: "all",
    draws: 19,
    sizes: [3],
    encoding: "one-hot",
    biasCorrected: false,
    ties: "index",
    groups: Array.from({ length: 200 }, (_, row) => row >> 1),
  });
  match(
    tested.paragraph,
    /The samples are 100 groups that belong together; halves, bootstrap draws and permutations kept groups together/,
  );
  match(tested.paragraph, /equal values: order of samples/);
  match(tested.paragraph, /without bias correction/);
  match(
    tested.paragraph,
    /one indicator per class, as one variable of several columns \(one-hot\)/,
  );
  match(tested.paragraph, /Multiplets of 3 variables with/);
  match(
    tested.paragraph,
    /repeated 19 times with permuted labels and 19 times with every variable permuted by itself/,
  );
  match(
    tested.paragraph,
    /are the 2\.5 and 97\.5 % quantiles of 1,000 bootstrap draws; where the mean .* both ends are shifted/,
  );
  // Every reference is named in the text.
  for (const at of tested.references.keys()) ok(tested.paragraph.includes(`[${at + 1}]`));
  equal(tested.references.length, 5);
  const greedy = await of(features, undefined, { search: "greedy", exhaustiveUpTo: 3 });
  match(greedy.paragraph, /compared all multiplets of 3 of 5 sizes, and reports the best/);
  ok(!greedy.paragraph.includes("label"));
  const moments = await of(features, undefined, {
    estimator: gaussianMoments(),
    search: "none",
    multiplets: [[0, 1, 2]],
  });
  match(moments.paragraph, /with Gaussian entropies of the values as they are/);
  ok(!moments.paragraph.includes("searched"));
  deepEqual(moments.references.length, 1);
});

Deno.test("other measures, estimators, blocks, left-out columns and unranked labels are named as they are", async () => {
  const of = async (...args: Parameters<typeof analyse>) =>
    methodsText(await analyse(...args), "1");
  const total = await of(features, labels, { sizes: [2], objective: "total-correlation" });
  match(total.paragraph, /the total correlation \[1\] was estimated/);
  match(total.references[0]!, /Watanabe/);
  const dual = await of(features, labels, { sizes: [2], objective: "dual-total-correlation" });
  match(dual.references[0]!, /Han/);
  const moments = await of(features, labels, { sizes: [2], estimator: gaussianMoments() });
  match(moments.paragraph, /The label entered as the number of its class \(ordinal\)/);
  const blocks = await of(features, labels, { sizes: [2], blocks: [[0, 1], [2, 3], [4, 5]] });
  match(blocks.paragraph, /200 samples of 3 variables, blocks of 6 columns in all/);
  const model = await of(features, labels, { sizes: [2], encoding: "model" });
  match(model.paragraph, /H\(X \| c\), with one Gaussian per class/);
  const constant = {
    ...features,
    values: features.values.map((value, at) => at % 6 === 2 ? 1 : value),
  };
  const dropped = await of(constant, undefined, { sizes: [3], degenerate: "drop" });
  match(dropped.paragraph, /6 variables, of which 1 was left out \(1 constant\)\./);
  const rescored = await of(features, undefined, {
    sizes: [3],
    multiplets: [[0, 1, 2]],
    rescore: { estimator: "ksg", neighbours: 3, draws: 2 },
    significance: "max",
    draws: 19,
  });
  match(rescored.paragraph, /those of given multiplets by the false discovery rate/);
  const notices = [
    "/data/x.npy: each of 6 maps is its mean over positions",
    "2 of 600 samples left out",
  ];
  const plain = await analyse(features, undefined, { sizes: [3] });
  match(
    methodsText({ ...plain, notices }, "1").paragraph,
    /Of the files: each of 6 maps is its mean over positions; 2 of 600 samples left out\. /,
  );
  match(rescored.paragraph, /by the estimator ksg \[\d\] have the settings .*neighbours 3/);
});

Deno.test("columns of labels and groups are no variables; others that are left out are told by reason", async () => {
  const plain = await analyse(features, labels, { sizes: [3] });
  const left = (...reasons: AnalysisResult["dropped"][number]["reason"][]) => ({
    ...plain,
    variables: 6 + reasons.length,
    dropped: reasons.map((reason, at) => ({ index: 6 + at, name: `c${at}`, reason })),
  });
  const first = (result: AnalysisResult) => methodsText(result, "1").paragraph.split(". ")[0];
  equal(first(left("unused", "unused")), "We analysed 200 samples of 6 variables");
  equal(
    first(left("unused", "constant", "dependent", "constant")),
    "We analysed 200 samples of 9 variables, of which 3 were left out (2 constant, 1 determined linearly by others)",
  );
  equal(
    first({ ...left("constant"), variables: 3, blocks: [[0], [1, 2], [3, 4, 5]] }),
    "We analysed 200 samples of 3 variables, blocks of 6 columns in all, without 1 column (1 constant)",
  );
  equal(first({ ...plain, samples: 12000 }), "We analysed 12,000 samples of 6 variables");
});

Deno.test("a label that is a quantity is no class", async () => {
  const quantity = continuousTarget([...labels].map((label, at) => label + at / 1000));
  const result = await analyse(features, quantity, { sizes: [3], significance: "split" });
  equal(result.continuous, true);
  const { paragraph } = methodsText(result, "1");
  match(paragraph, /The label entered as a quantity, ranked like a column \(ordinal\)\./);
  match(paragraph, /Half of the samples were searched/);
  ok(!paragraph.includes("class"));
  const none = await analyse(features, quantity, { sizes: [3], encoding: "none" });
  const classes = await analyse(features, labels, { sizes: [3] });
  deepEqual([none.continuous, classes.continuous], [undefined, undefined]);
});
