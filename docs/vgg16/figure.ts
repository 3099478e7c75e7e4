/**
 * The table and the figure of the guide to VGG16: `deno run -A docs/vgg16/figure.ts RESULTS`, where RESULTS is a folder with
 * the results of `analyze` as `trained-conv01.json` to `trained-conv13.json`, and `initial-conv01.json` and so on. Writes
 * `docs/vgg16/results.csv`, `assets/vgg16.svg`, and the table between the marks of `docs/vgg16.md`.
 */
import type { AnalysisResult } from "@multiplet/multiplet/analysis";
import { ranked } from "@multiplet/multiplet/analysis";
import {
  amountAxis,
  areaSample,
  type Columns,
  type DataFigure,
  dataFigure,
  drawPanels,
  lineSample,
  PALETTE,
  panelWidth,
  sizeAxis,
  ZERO_LINE,
} from "@multiplet/multiplet/figures";
import * as Plot from "@observablehq/plot";

/** The table of the guide lies between them. */
export const MARKS = [
  "<!-- extremes: written by docs/vgg16/figure.ts -->",
  "<!-- end of extremes -->",
] as const;

/** Networks, in the order of the table. */
const STATES = ["trained", "initial"] as const;
const ENDS = ["synergy", "redundancy"] as const;
/** Numbers of the convolutions. */
const LAYERS = Array.from({ length: 13 }, (_, at) => at + 1);
/** Sizes that are drawn. */
const DRAWN = [3, 8] as const;

/** An extreme of one layer. Information is in bits; cells are numbers or texts of a CSV file. */
export interface Row {
  readonly network: string;
  readonly layer: number;
  readonly maps: number;
  readonly size: number;
  readonly end: string;
  readonly oInformation: number;
  readonly featuresOInformation: number;
  /** In the half of the images that was not searched, with the ends of its 95 % interval. */
  readonly otherHalf: number;
  readonly lower: number;
  readonly upper: number;
  /** What 95 % of the searches with permuted labels do not pass, and the adjusted p. */
  readonly permutedLabels: number;
  readonly labelsP: number;
  /** The same with each map permuted by itself. */
  readonly permutedMaps: number;
  readonly mapsP: number;
  readonly multiplet: string;
}

const COLUMNS: Columns<Row> = {
  network: (row) => row.network,
  layer: (row) => row.layer,
  maps: (row) => row.maps,
  size: (row) => row.size,
  end: (row) => row.end,
  o_information_bits: (row) => row.oInformation,
  features_o_information_bits: (row) => row.featuresOInformation,
  other_half_bits: (row) => row.otherHalf,
  other_half_lower_bits: (row) => row.lower,
  other_half_upper_bits: (row) => row.upper,
  permuted_labels_bound_bits: (row) => row.permutedLabels,
  permuted_labels_p: (row) => row.labelsP,
  permuted_maps_bound_bits: (row) => row.permutedMaps,
  permuted_maps_p: (row) => row.mapsP,
  multiplet: (row) => row.multiplet,
};

/** Digits of a number in the table. */
const DIGITS = 5;

/** The rows of one result. */
export function rowsOf(network: string, layer: number, result: AnalysisResult): Row[] {
  const rounded = (value: number | undefined) => Number((value ?? NaN).toPrecision(DIGITS));
  return result.sizes.flatMap((size) =>
    ENDS.map((end): Row => {
      const { multiplet, oInformation, featuresOInformation, significance } = ranked(size[end])[0]!;
      const { otherHalf, target, columns } = significance!;
      return {
        network,
        layer,
        maps: result.variables,
        size: size.size,
        end,
        oInformation: rounded(oInformation),
        featuresOInformation: rounded(featuresOInformation),
        otherHalf: rounded(otherHalf?.value),
        lower: rounded(otherHalf?.interval[0]),
        upper: rounded(otherHalf?.interval[1]),
        permutedLabels: rounded(target?.nullBound),
        labelsP: rounded(target?.pValue),
        permutedMaps: rounded(columns?.nullBound),
        mapsP: rounded(columns?.pValue),
        multiplet: multiplet.join(" "),
      };
    })
  );
}

/** The rows of the table as it was written. */
export function rowsIn(csv: string): Row[] {
  const [, ...lines] = csv.trim().split("\n");
  return lines.map((line) => {
    const cells = line.split(",");
    const [layer, maps, size] = [1, 2, 3].map((at) => Number(cells[at]));
    const numbers = cells.slice(5, 14).map((cell) => cell === "" ? NaN : Number(cell));
    return {
      network: cells[0]!,
      layer: layer!,
      maps: maps!,
      size: size!,
      end: cells[4]!,
      oInformation: numbers[0]!,
      featuresOInformation: numbers[1]!,
      otherHalf: numbers[2]!,
      lower: numbers[3]!,
      upper: numbers[4]!,
      permutedLabels: numbers[5]!,
      labelsP: numbers[6]!,
      permutedMaps: numbers[7]!,
      mapsP: numbers[8]!,
      multiplet: cells[14]!,
    };
  });
}

const bits = (value: number) => `${value.toFixed(2).replace("-", "−")}\u00a0bits`;
const layerName = (layer: number) => `conv${`${layer}`.padStart(2, "0")}`;

/**
 * How many extremes of three maps or more are beyond searches with permuted labels in the trained network, by end: Ω of two maps
 * and the label is the label's alone.
 */
function beyondLabels(rows: readonly Row[]): string {
  const parts = (["redundancy", "synergy"] as const).map((end) => {
    const own = rows.filter((row) => row.network === "trained" && row.end === end && row.size > 2);
    return `${own.filter((row) => row.labelsP <= 0.05).length} of ${own.length} ${
      end === "synergy" ? "min" : "max"
    } Ω`;
  });
  return parts.join(" and ");
}

/** What the figure says: where the synergy of the trained network is weakest and strongest. */
export function statementOf(rows: readonly Row[]): string {
  const size = Math.max(...DRAWN);
  const own = rows.filter((row) =>
    row.network === "trained" && row.end === "synergy" && row.size === size
  ).toSorted((a, b) => a.oInformation - b.oInformation);
  const [first, last] = [own[0]!, own.at(-1)!];
  return `Synergy of ${size} maps: strongest in ${layerName(first.layer)} (${
    bits(first.oInformation)
  }), weakest in ${layerName(last.layer)} (${bits(last.oInformation)})`;
}

/** Ω of one extreme. */
const valueIn = (
  rows: readonly Row[],
  { network, layer, size, end }: Pick<Row, "network" | "layer" | "size" | "end">,
) =>
  rows.find((row) =>
    row.network === network && row.layer === layer && row.size === size && row.end === end
  )!.oInformation;

/** Extremes of both networks by layer, as a table of the guide: with the untrained network in brackets. */
export function markdownTable(rows: readonly Row[]): string {
  const cell = (layer: number, size: number, end: string) => {
    const [trained, initial] = STATES.map((network) =>
      valueIn(rows, { network, layer, size, end }).toFixed(2).replace("-", "−")
    );
    return `${trained} (${initial})`;
  };
  const columns = DRAWN.flatMap((size) => ENDS.map((end) => ({ size, end })));
  const head = columns.map(({ size, end }) =>
    `${end === "synergy" ? "min" : "max"} Ω, k = ${size}`
  );
  const body = LAYERS.map((layer) => {
    const { maps } = rows.find((row) => row.layer === layer)!;
    return [layerName(layer), `${maps}`, ...columns.map(({ size, end }) => cell(layer, size, end))];
  });
  return [["layer", "maps", ...head], ["---", "--:", ...head.map(() => "--:")], ...body]
    .map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** What training changes, as a paragraph of the guide: in how many layers each end is lower after it. */
export function trainingText(rows: readonly Row[]): string {
  const size = Math.max(...DRAWN);
  const [synergy, redundancy] = ENDS.map((end) =>
    LAYERS.filter((layer) => {
      const [trained, initial] = STATES.map((network) =>
        valueIn(rows, { network, layer, size, end })
      );
      return trained! < initial!;
    })
  );
  const higher = LAYERS.filter((layer) => !redundancy!.includes(layer)).map(layerName);
  return `Of ${size} maps, min Ω is lower (more synergistic) after training than before in ${
    synergy!.length
  } of ${LAYERS.length} layers; max Ω is lower (less redundant) in ${redundancy!.length}` +
    (higher.length === 0 ? "." : `, and higher in ${higher.join(", ")}.`);
}

/** How much of Ω is about the label, as a paragraph of the guide: the trained network, by thirds of the layers. */
export function labelText(rows: readonly Row[]): string {
  const parts = ([[1, 4], [5, 9], [10, 13]] as const).map(([from, to]) => {
    const own = rows.filter(({ network, layer }) =>
      network === "trained" && layer >= from && layer <= to
    );
    const sum = (value: (row: Row) => number) => own.reduce((all, row) => all + value(row), 0);
    const label = sum((row) => Math.abs(row.oInformation - row.featuresOInformation));
    const share = 100 * label / (label + sum((row) => Math.abs(row.featuresOInformation)));
    return `${share.toFixed(0)} % in ${layerName(from)} to ${layerName(to)}`;
  });
  return `Of |Ω(X)| + |Δ|, summed over sizes and ends of the trained network, the label contributes ${
    parts.join(", ")
  }. Of three maps or more, ${
    beyondLabels(rows)
  } are more extreme than those of searches with permuted labels (adjusted p ≤ 0.05).`;
}

const HEIGHT = 190;
const COLOURS = { synergy: PALETTE.synergy, redundancy: PALETTE.redundancy } as const;
const [DASHES, DOTS] = ["3.5,2.5", "1,2"];
const WIDTH = 1.75;
/** The one column of panels. */
const PANEL = "VGG16";

/** Extremes over the thirteen layers, a panel per size. */
export function vggFigure(rows: readonly Row[]): DataFigure {
  const trained = rows.filter(({ network }) => network === "trained");
  const floor = Math.max(...trained.map((row) => Math.abs(row.permutedMaps)));
  return dataFigure({
    title: statementOf(rows),
    subtitle: [
      "VGG16 with a quarter of the maps, CIFAR-10: the largest and the smallest Ω(X, y) among multiplets of 3 and of 8 " +
      "feature maps and the class label, by the means of maps after batch norm, in the thirteen convolutions.",
      "Bands: 95 % interval of what one half of the images has as extreme, in the other half. Dashed: what 95 % of searches " +
      "with permuted labels do not pass, at each size and end by itself. Of sizes 3 to 8 in the trained network, " +
      `${beyondLabels(rows)} are more extreme (adjusted p ≤ 0.05).`,
      `With each map permuted by itself, 95 % of the extremes lie within ${
        floor.toPrecision(1)
      } bits of 0. One network: intervals are over images, not over networks.`,
    ],
    description: [
      "Line charts of Ω(X, y) in bits over the layers, a panel for multiplets of 3 maps and one for those of 8; trained and " +
      "untrained network.",
    ],
    legend: [
      { sample: lineSample(COLOURS.redundancy, { width: WIDTH }), label: "redundancy (max Ω)" },
      { sample: lineSample(COLOURS.synergy, { width: WIDTH }), label: "synergy (min Ω)" },
      { sample: areaSample(PALETTE.ink, 0.2), label: "other half, 95 % interval" },
      {
        sample: lineSample(PALETTE.ink, { width: WIDTH, dashes: DASHES! }),
        label: "bound with permuted labels",
      },
      { sample: lineSample(PALETTE.ink, { width: WIDTH, dashes: DOTS! }), label: "untrained" },
    ],
    drawing: drawPanels({
      facets: [PANEL],
      headings: () => [],
      x: {
        label: "Convolution",
        ...sizeAxis(LAYERS, panelWidth(1)),
      },
      numbered: "last",
      rows: DRAWN.map((size) => panelOf(rows.filter((row) => row.size === size), size)),
    }),
    table: rows,
    columns: COLUMNS,
  });
}

/** The panel of one size. */
function panelOf(rows: readonly Row[], size: number) {
  const of = (network: string, end: string) =>
    rows.filter((row) => row.network === network && row.end === end)
      .map((row) => ({ ...row, panel: PANEL }));
  const lines = (network: string, key: keyof Row, dashes?: string) =>
    ENDS.map((end) =>
      Plot.line(of(network, end), {
        fx: "panel",
        x: "layer",
        y: key,
        stroke: COLOURS[end],
        strokeWidth: WIDTH,
        ...(dashes && { strokeDasharray: dashes }),
      })
    );
  const values = rows.flatMap((row) => [row.oInformation, row.permutedLabels, row.lower, row.upper])
    .filter(Number.isFinite);
  return {
    label: `Ω of ${size} maps (bits)`,
    height: HEIGHT,
    y: amountAxis(values, HEIGHT),
    marks: [
      ...ENDS.map((end) =>
        Plot.areaY(of("trained", end).filter((row) => Number.isFinite(row.lower)), {
          fx: "panel",
          x: "layer",
          y1: "lower",
          y2: "upper",
          fill: COLOURS[end],
          fillOpacity: 0.2,
        })
      ),
      ...lines("initial", "oInformation", DOTS),
      ...lines("trained", "permutedLabels", DASHES),
      ...lines("trained", "oInformation"),
      ZERO_LINE,
    ],
  };
}

if (import.meta.main) {
  const [folder] = Deno.args;
  if (folder === undefined) {
    console.error("The folder of the results is needed: deno run -A docs/vgg16/figure.ts RESULTS");
    Deno.exit(2);
  }
  const rows: Row[] = [];
  for (const network of STATES) {
    for (const layer of LAYERS) {
      const path = `${folder}/${network}-${layerName(layer)}.json`;
      const text = await Deno.readTextFile(path).catch((error) => {
        console.error(`Cannot read ${path}, a result of analyze: ${error.message}`);
        Deno.exit(2);
      });
      rows.push(...rowsOf(network, layer, JSON.parse(text)));
    }
  }
  const { csv, svg } = vggFigure(rows);
  const root = new URL("../../", import.meta.url);
  await Deno.writeTextFile(new URL("docs/vgg16/results.csv", root), csv);
  await Deno.writeTextFile(new URL("assets/vgg16.svg", root), svg);
  const guide = new URL("docs/vgg16.md", root);
  const text = await Deno.readTextFile(guide);
  const [before, after] = MARKS.map((mark) => text.indexOf(mark));
  await Deno.writeTextFile(
    guide,
    text.slice(0, before! + MARKS[0].length) +
      `\n\n${[markdownTable, trainingText, labelText].map((text) => text(rows)).join("\n\n")}\n\n` +
      text.slice(after),
  );
}
