import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import { type AnalysisResult, ranked, type Structure, toTable } from "../../lib/analysis/mod.ts";
import { result } from "./example_result.ts";

Deno.test("the table states units, encoding, bias, notes, and aligns its columns", () => {
  const plain = { ...result, featureNames: ["a", "b", "dead"] };
  const lines = toTable(plain).split("\n");
  deepEqual(lines, [
    "50 samples of 3 variables; label encoding class-gaussian; exhaustive search",
    "O-information Ω in nats, not bias-corrected; above 0 redundancy, below 0 synergy",
    "X: the variables; y: the label; Δ = Ω(X,y) − Ω(X)",
    "",
    "size  multiplets  extreme   Ω(X,y)    Ω(X)        Δ  multiplet",
    "   2           1    min Ω  -0.2500  0.0000  -0.2500  a b",
    "   2           1    max Ω   0.0000  0.0000   0.0000  a b",
    "   2           1    max Ω   0.0000  0.0000   0.0000  a",
    "",
    "Ω(X,y)    Ω(X)       Δ  TC(X,y)  DTC(X,y)  S(X,y)  multiplet",
    "0.0000  0.0000  0.0000   0.1250    0.1250  0.2500  a",
    "",
    'Dropped column 2 ("dead"): constant.',
    "Warning: Careful with [1, 2].",
    "",
  ]);
});

const structured = (size: number, structure: Structure) => ({
  ...result.sizes[0]!,
  size,
  synergy: { ...ranked(result.sizes[0]!.synergy)[0]!, ...structure },
});

/** The lines of the table about synergy optima, without those around it. */
function structureLines(own: AnalysisResult): string[] {
  const lines = toTable(own).split("\n");
  const first = lines.findIndex((line) => line.startsWith("What makes min Ω"));
  return first < 0 ? [] : lines.slice(first, lines.indexOf("", first));
}

Deno.test("what makes min Ω is a table of its own, with the columns that some row has", () => {
  const all: Structure = {
    largestRSquared: 0.98765,
    frustratedTriangles: 1 / 3,
    irreducible: false,
    rankBias: -1e-9,
  };
  const { rankBias: _, ...others } = all;
  const pair = { largestRSquared: 0, irreducible: true };
  deepEqual(structureLines({ ...result, sizes: [structured(2, pair), structured(3, all)] }), [
    "What makes min Ω: R², the largest of a member given the others;",
    "frustrated, the share of triangles with a negative product of correlations;",
    "irreducible, no removal of a member lowers Ω; rank bias, the simulated error of ranks in Ω",
    "size      R²  frustrated  irreducible  rank bias",
    "   2  0.0000                      yes           ",
    "   3  0.9877      0.3333           no     0.0000",
  ]);
  deepEqual(structureLines({ ...result, sizes: [structured(12, pair)] }), [
    "What makes min Ω: R², the largest of a member given the others;",
    "irreducible, no removal of a member lowers Ω",
    "size      R²  irreducible",
    "  12  0.0000          yes",
  ]);
  equal(
    structureLines({ ...result, sizes: [structured(3, others)] }).at(-2),
    "size      R²  frustrated  irreducible",
  );
  deepEqual(structureLines(result), []);
  // Whether a multiplet is irreducible can be unknown.
  const unknown = structured(4, { largestRSquared: 0.5 });
  deepEqual(structureLines({ ...result, sizes: [structured(2, pair), unknown] }).slice(2), [
    "size      R²  irreducible",
    "   2  0.0000          yes",
    "   4  0.5000             ",
  ]);
});

Deno.test("lists have a rank in the table about min Ω; the table of extremes stays as it is", () => {
  const one = { ...ranked(result.sizes[0]!.synergy)[0]!, largestRSquared: 0.5, irreducible: true };
  const top = [one, { ...one, largestRSquared: 0.25 }, ranked(result.sizes[0]!.synergy)[0]!];
  const own = { ...result, sizes: [{ ...result.sizes[0]!, synergy: { top } }] };
  deepEqual(structureLines(own).slice(2), [
    "size  rank      R²  irreducible",
    "   2     1  0.5000          yes",
    "   2     2  0.2500          yes",
  ]);
  const plain = {
    ...result,
    sizes: [{ ...result.sizes[0]!, synergy: { top: Array(3).fill(top[2]) } }],
  };
  const extremes = (all: AnalysisResult) => toTable(all).split("\n").slice(0, 10);
  deepEqual(extremes(own), extremes(plain));
});

Deno.test("values under other choices are empty where a multiplet has none", () => {
  const [size] = result.sizes;
  const plain = ranked(size!.synergy)[0]!;
  const whole = { ...plain, halves: [-0.5, 0.25], renumbered: [-1, 0.125] } as const;
  const lines = toTable({
    ...result,
    featureNames: ["a", "b", "dead"],
    sizes: [{ ...size!, synergy: whole, redundancy: plain }],
    multiplets: [],
  }).split("\n");
  ok(lines.includes("halves: Ω in two random halves of the samples"));
  ok(lines.includes("renumbered: range of Ω over 20 random numberings of the classes"));
  const at = lines.findIndex((line) => line.startsWith("size  multiplets"));
  deepEqual(lines.slice(at, at + 3).map((line) => line.trim().split(/ {2,}/).slice(6, 8)), [
    ["halves", "renumbered"],
    ["-0.5000, 0.2500", "-1.0000 to 0.1250"],
    ["a b"],
  ]);
});

Deno.test("principal components: the range of their numbers and shares, of the variables that have any", () => {
  const note = (components: AnalysisResult["components"] & object) =>
    toTable({ ...result, components }).split("\n").find((line) => /^Principal/.test(line));
  const some = { count: 3, varianceShare: 0.5 };
  equal(
    note([some, null, { count: 1, varianceShare: 0.904 }]),
    "Principal components per variable: 1 to 3; their share of its variance: 50 to 90 %.",
  );
  equal(
    note([some, null]),
    "Principal components per variable: 3; their share of its variance: 50 %.",
  );
  equal(note([null, null]), undefined);
});

Deno.test("tests: an effect that rounds to 0 has no sign, large ones no decimals; lists have a rank", () => {
  const [size] = result.sizes;
  const plain = ranked(size!.synergy)[0]!;
  const test = { nullMean: 0, nullDeviation: 1, nullBound: 0, unadjusted: 0.5, pValue: 0.25 };
  const tested = (effect: number) => ({
    ...plain,
    significance: { target: { ...test, effect } },
  });
  const linesOf = (
    synergy: AnalysisResult["sizes"][number]["synergy"],
    significance: NonNullable<AnalysisResult["significance"]>,
  ) => {
    const sizes = [{ ...size!, synergy, redundancy: tested(-123.4) }];
    const lines = toTable({ ...result, sizes, significance, multiplets: [] }).split("\n");
    return lines.slice(lines.findIndex((line) => line.startsWith("More than chance?")));
  };
  const plan = { tests: ["target"], draws: 19 } as const;
  const rowsIn = (lines: readonly string[]) => {
    const at = lines.findIndex((line) => /^ *size /.test(line));
    return lines.slice(at, at + 3).map((line) => line.trim().split(/ {2,}/));
  };
  const single = linesOf(tested(-0.04), plan);
  equal(single[0], "More than chance? 19 permutations");
  ok(!single.some((line) => line.includes("tested are the extremes of a search of")));
  deepEqual(rowsIn(single), [
    ["size", "extreme", "target", "p"],
    ["2", "min", "0.0", "0.25"],
    ["2", "max", "-123", "0.25"],
  ]);
  // The second of a list is not tested.
  const budget = { calls: 100, islands: 1 };
  const listed = linesOf({ top: [tested(12.34), plain] }, { ...plan, bootstrapDraws: 200, budget });
  equal(listed[0], "More than chance? 19 permutations, 200 bootstrap draws");
  ok(
    listed.join(" ").includes(
      "tested are the extremes of a search of 100 calls and 1 island, which",
    ),
  );
  deepEqual(rowsIn(listed), [
    ["size", "extreme", "rank", "target", "p"],
    ["2", "min", "1", "12.3", "0.25"],
    ["2", "max", "1", "-123", "0.25"],
  ]);
});

Deno.test("sizes of which not all multiplets were compared are named below the table", () => {
  const noteOf = (sizes: readonly number[]) => {
    const bestFound = { synergy: "optimal", redundancy: "best found" } as const;
    const all = [2, 3, 4, 5, 6, 7].map((size) => ({
      ...result.sizes[0]!,
      size,
      ...(sizes.includes(size) && { guarantee: bestFound }),
    }));
    return toTable({ ...result, sizes: all }).split("\n").find((line) => /^Not all/.test(line));
  };
  const note = (sizes: string) =>
    `Not all multiplets of ${sizes} were compared: others can be more extreme than these.`;
  equal(noteOf([]), undefined);
  equal(noteOf([7]), note("size 7"));
  equal(noteOf([5, 6, 7]), note("sizes 5 to 7"));
  equal(noteOf([3, 5, 7]), note("sizes 3, 5, 7"));
});

Deno.test("without a target the table has no columns of one; names with spaces are quoted", () => {
  const alone = { ...result, targetEncoding: "none", featureNames: ["a b", "c", "dead"] } as const;
  deepEqual(toTable(alone).split("\n").slice(3, 9), [
    "size  multiplets  extreme    Ω(X)  multiplet",
    '   2           1    min Ω  0.0000  "a b" c',
    '   2           1    max Ω  0.0000  "a b" c',
    '   2           1    max Ω  0.0000  "a b"',
    "",
    "  Ω(X)   TC(X)  DTC(X)    S(X)  multiplet",
  ]);
});

Deno.test("a table may have more rows than a call can have arguments", () => {
  const { synergy } = result.sizes[0]!;
  const top = Array(200_000).fill("top" in synergy ? synergy.top[0] : synergy);
  const long = { ...result, sizes: [{ ...result.sizes[0]!, synergy: { top } }] };
  equal(
    toTable(long).split("\n").filter((line) => line.includes("min Ω  -0.2500")).length,
    200_000,
  );
});

/** A result with one multiplet of each end, and one that was asked for, of all variables of these names. */
function withNames(featureNames: readonly string[]): AnalysisResult {
  const multiplet = featureNames.map((_, at) => at);
  const scored = { multiplet, oInformation: 1, featuresOInformation: 1, targetContribution: 0 };
  return {
    ...result,
    featureNames,
    dropped: [],
    warnings: [],
    sizes: [{
      size: multiplet.length,
      multipletCount: 1,
      synergy: scored,
      redundancy: scored,
      guarantee: { synergy: "optimal", redundancy: "optimal" },
    }],
    multiplets: [{ ...result.multiplets[0]!, ...scored }],
  };
}

const fifty = Array.from({ length: 50 }, (_, at) => `x${at}`);

Deno.test("a multiplet of fifty goes on below itself, in lines of at most 100 characters", () => {
  const lines = toTable(withNames(fifty)).split("\n").slice(4, -1);
  ok(lines.every((line) => line.length <= 100), lines.join("\n"));
  const header = "size  multiplets  extreme  Ω(X,y)    Ω(X)       Δ  multiplet";
  equal(lines[0], header);
  equal(
    lines[1],
    "  50           1    min Ω  1.0000  1.0000  0.0000  " + fifty.slice(0, 15).join(" "),
  );
  const start = header.indexOf("multiplet", 15);
  equal(lines[2], " ".repeat(start) + fifty.slice(15, 27).join(" "));
  // All names, whole and in their order, for each of three multiplets.
  const names = lines.flatMap((line) => line.match(/\bx\d+/g) ?? []);
  deepEqual(names, [...fifty, ...fifty, ...fifty]);
});

Deno.test("names too long for their column stand below the numbers, whole", () => {
  const start = "model.transformer.h.11.attention.output.neuron_000";
  const names = [`${start}0`, `${start}1`, "b"];
  deepEqual(toTable(withNames(names)).split("\n").slice(4, -1), [
    "size  multiplets  extreme  Ω(X,y)    Ω(X)       Δ  multiplet, below",
    "   3           1    min Ω  1.0000  1.0000  0.0000",
    `    ${names[0]}`,
    `    ${names[1]} ${names[2]}`,
    "   3           1    max Ω  1.0000  1.0000  0.0000",
    `    ${names[0]}`,
    `    ${names[1]} ${names[2]}`,
    "",
    "Ω(X,y)    Ω(X)       Δ  TC(X,y)  DTC(X,y)  S(X,y)  multiplet, below",
    "1.0000  1.0000  0.0000   0.1250    0.1250  0.2500",
    `    ${names[0]}`,
    `    ${names[1]} ${names[2]}`,
  ]);
});

Deno.test("a name longer than a line is not cut, and quoted names are not broken", () => {
  const names = ["n".repeat(150), "two words", "b"];
  const lines = toTable(withNames(names)).split("\n");
  deepEqual(lines.slice(6, 8), [`    ${"n".repeat(150)}`, '    "two words" b']);
});
