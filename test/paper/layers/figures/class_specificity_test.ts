import { deepStrictEqual as deepEqual, ok, strictEqual as equal, throws } from "node:assert/strict";
import { classProfiles } from "../../../../lib/paper/claims/class_findings.ts";
import { classSpecificityFigure } from "../../../../lib/paper/figures.ts";
import { csvRows } from "../../../figures/csv_checks.ts";
import { coloursOf } from "../../../figures/png_pixels.ts";
import { attributesOf, textsOf, words } from "../../../figures/svg_checks.ts";
import { flat, inventedLayers } from "../invented.ts";

Deno.test("specificity: 1/C for equal classes of either sign, 1 for one class, none for zeros", () => {
  const specificity = (synergyClasses: readonly number[]) =>
    classProfiles(inventedLayers([{ fc1: { exact: flat(1, -1), synergyClasses } }]))
      .find(({ end }) => end === "synergy")!.specificity.toFixed(12);
  equal(specificity([0.1, -0.1, 0.1, 0.1]), "0.250000000000");
  equal(specificity([0, -0.3, 0]), "1.000000000000");
  equal(specificity([1, 3, 0]), "0.750000000000");
  equal(specificity([0, 0]), "NaN");
});

/** Classes of the most synergistic multiplet of each layer, network by network. */
const figure = (...networks: Record<string, readonly number[]>[]) =>
  classSpecificityFigure(inventedLayers(networks.map((layers) =>
    Object.fromEntries(
      Object.entries(layers).map(([name, synergyClasses]) => [name, {
        exact: flat(1, -1),
        synergyClasses,
        redundancyClasses: [0.5, 0, 0, -0.25],
      }]),
    )
  )));

const alike = [1, 1, 1, 1];
const half = [3, 1, 1, 1];
const most = [8, 1, 1, 1];

Deno.test("title: layers against the first one, by paired differences", () => {
  equal(
    words(
      figure({ fc1: half, fc2: alike, fc_out: most }, {
        fc1: half,
        fc2: alike,
        fc_out: [7, 1, 1, 1],
      }).title,
    ),
    "Synergistic multiplets: more class-specific in fc_out, less in fc2, than fc1",
  );
  equal(
    words(figure({ fc1: alike, fc_out: half }, { fc1: most, fc_out: half }).title),
    "No layer differs significantly from fc1 in class specificity",
  );
  equal(
    words(figure({ fc1: alike, fc_out: most }).title),
    "In network 0, synergistic multiplets are more class-specific in fc_out than in fc1",
  );
  equal(
    words(figure({ fc1: most, fc_out: half }).title),
    "In network 0, synergistic multiplets are less class-specific in fc_out than in fc1",
  );
});

Deno.test("title: intervals are Holm-corrected over the layers compared, and the subtitle says so", () => {
  // Shares of the largest class in fc2: 0.30, 0.32 and 0.29 against 0.25; p = 0.03 alone, 0.07 of two layers.
  const shares = [[1.3, 1, 1, 1], [1.42, 1, 1, 1], [1.23, 1, 1, 1]];
  const networks = (...others: string[]) =>
    shares.map((share) => ({
      fc1: alike,
      ...Object.fromEntries(others.map((name) => [name, share])),
    }));
  equal(
    words(figure(...networks("fc2")).title),
    "Synergistic multiplets are more class-specific in fc2 than in fc1",
  );
  const two = figure(...networks("fc2", "fc_out"));
  equal(words(two.title), "No layer differs significantly from fc1 in class specificity");
  ok(words(textsOf(two.svg)[1]!).includes("Holm-corrected over the layers compared"));
});

Deno.test("title: a layer with one network of several has no interval and is not judged", () => {
  const network = { fc1: alike, fc2: half, fc_out: [0, 0, 0, 0] };
  equal(
    words(figure(network, network, { ...network, fc_out: most }).title),
    "Synergistic multiplets are more class-specific in fc2 than in fc1",
  );
});

Deno.test("title: nothing to compare", () => {
  equal(
    figure({ fc1: alike }).title,
    "No other layer to compare the specificity of fc1 with",
  );
  equal(
    figure({ fc1: [0, 0, 0, 0], fc_out: alike }).title,
    "No multiplet has a target contribution to compare by class",
  );
});

Deno.test("means are drawn where there are several networks", () => {
  const thick = (svg: string) => svg.includes('stroke-width="2"');
  const network = { fc1: alike, fc_out: half };
  equal(thick(figure(network).svg), false);
  ok(thick(figure(network, network).svg));
});

Deno.test("the description has the mean shares", () => {
  const { description } = figure({ fc1: alike, fc_out: half });
  ok(words(description).includes("fc1 66.7 % (most redundant) and 25.0 % (most synergistic)"));
  ok(words(description).includes("fc_out 66.7 % (most redundant) and 50.0 % (most synergistic)"));
  ok(words(description).includes("Equal classes would have 25.0 % each."));
});

Deno.test("maps: a row for every network, a column for every class, one scale for all", () => {
  const { svg } = figure({ fc1: [1, 0, 0, 0] }, { fc1: [0, 0, 0, -2] });
  const [synergy, redundancy] = attributesOf(svg, "href").map(coloursOf);
  deepEqual(synergy!.map((row) => row.map((colour) => colour !== "#ffffff")), [
    [true, false, false, false],
    [false, false, false, true],
  ]);
  equal(redundancy!.length, 2);
  // The largest |Δ| has the full colour: −2 bits that of synergy.
  equal(synergy![1]![3], "#0b5fa5");
  ok(textsOf(svg).includes("−2.00"));
});

Deno.test("CSV: Δ of every class", () => {
  const rows = csvRows(figure({ fc1: half }).csv);
  equal(rows.length, 2 * 4);
  deepEqual(rows.at(-4), {
    network: "0",
    layer: "fc1",
    extreme: "synergy",
    multiplet: "0 1",
    class: "0",
    class_contribution_bits: "3",
    multiplet_specificity: "0.5",
  });
  const zeros = csvRows(figure({ fc1: [0, 0, 0, 0] }).csv);
  equal(zeros.at(-1)!["multiplet_specificity"], "");
});

Deno.test("maps: contributions of 0 have no colour; of many classes the first and the last have their number", () => {
  const of = (contributions: number[]) => {
    const own = { synergyClasses: contributions, redundancyClasses: contributions };
    return classSpecificityFigure(inventedLayers([{ fc1: { exact: flat(1, -1), ...own } }])).svg;
  };
  const zeros = of([0, 0, 0]);
  const colours = attributesOf(zeros, "href").slice(0, 2).map(coloursOf).flat(2);
  deepEqual(new Set(colours), new Set(["#ffffff"]));
  ok(["0", "1", "2"].every((label) => textsOf(zeros).includes(label)));
  const many = textsOf(of(new Array(2000).fill(1)));
  ok(many.includes("0") && many.includes("1999"));
  ok(!many.includes("7") && !many.includes("1998"));
});

Deno.test("layers with different numbers of classes, or with none, are an error", () => {
  const result = inventedLayers([{ fc1: { exact: flat(1, -1) } }]);
  const rows = result.rows.filter(({ classAgainstRest }) => classAgainstRest === undefined);
  throws(() => classSpecificityFigure({ ...result, rows }), /numbers of classes, or none/);
  throws(() => figure({ fc1: alike, fc_out: [1, 2] }), /different numbers of classes/);
});
