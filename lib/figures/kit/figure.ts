/** Figures: the frame around every drawing, its words, and the numbers behind it. */
import { type Columns, csvText } from "../../studies/table.ts";
import { legend, type LegendEntry } from "./legend.ts";
import { type Attributes, type Drawing, element, escapeXml, FIGURE_ID } from "./svg.ts";
import { balanceText, fitTexts, sentences, wrapText } from "./text.ts";
import { FONT_FAMILY, INNER_WIDTH, PALETTE, SIZE } from "./theme.ts";

/** A finished figure: an SVG that stands alone, and its words. */
export interface Figure {
  /**
   * A complete `<svg>` element: opens as a file, in an `<img>` and inline in HTML. It scales with
   * its container, carries its own background and shares no id with another figure.
   */
  readonly svg: string;
  /** The finding, a sentence that depends on the data; drawn at the top of the figure. */
  readonly title: string;
  /** For readers who cannot see the figure: axes, marks and the main numbers. */
  readonly description: string;
}

/** A figure with the numbers behind it. */
export interface DataFigure extends Figure {
  /** Comma-separated values; their header gives the units, information is in bits. */
  readonly csv: string;
}

/** The data cannot be drawn by this figure. */
export class PlotError extends Error {
  /** Error name; kept when it is sent from a worker. */
  override readonly name = "PlotError";
}

/** The parts of a figure, from top to bottom. */
export interface FigureParts {
  /** The finding. */
  readonly title: string;
  /** Sentences on content and conditions; empty ones are left out. */
  readonly subtitle: readonly string[];
  /** Sentences for those who cannot see the figure; empty ones are left out. */
  readonly description: readonly string[];
  /** Entries of the key; none when the marks explain themselves. */
  readonly legend?: readonly LegendEntry[];
  /** {@link INNER_WIDTH} wide. */
  readonly drawing: Drawing;
}

/** Line height over font size. */
const LEADING = 1.3;
/** Space between title and subtitle, and before key and drawing. */
const SMALL_GAP = 4;
const GAP = 10;

/**
 * Puts the parts under each other and names the result. Ids inside are made from a hash of the
 * content: the same data give the same bytes, and different figures in a page do not clash.
 */
export function composeFigure(parts: FigureParts): Figure {
  const { title, drawing } = parts;
  const description = sentences(...parts.description);
  const heading = textBlock(
    balanceText(title, INNER_WIDTH, SIZE.title, "bold"),
    { "font-size": SIZE.title, fill: PALETTE.ink, "font-weight": "bold" },
  );
  const below = textBlock(
    wrapText(sentences(...parts.subtitle), INNER_WIDTH, SIZE.text),
    { "font-size": SIZE.text, fill: PALETTE.muted },
  );
  const key = legend(parts.legend ?? [], INNER_WIDTH);

  const subtitleTop = SIZE.margin + heading.height + SMALL_GAP;
  const keyTop = subtitleTop + below.height + GAP;
  const drawingTop = keyTop + key.height + (key.height === 0 ? 0 : GAP);
  const height = Math.ceil(drawingTop + drawing.height + SIZE.margin);

  const content = fitTexts([
    element("title", { id: `${FIGURE_ID}-title` }, escapeXml(title)),
    element("desc", { id: `${FIGURE_ID}-description` }, escapeXml(description)),
    element("rect", { width: SIZE.width, height, fill: PALETTE.background }),
    placed(SIZE.margin, heading.svg),
    placed(subtitleTop, below.svg),
    key.svg === "" ? "" : placed(keyTop, key.svg),
    placed(drawingTop, drawing.svg),
  ].join("\n"));
  const id = `figure-${shortHash(content)}`;
  const svg = element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${SIZE.width} ${height}`,
      width: SIZE.maxWidth,
      height: Math.round(height * SIZE.maxWidth / SIZE.width),
      style: "display:block;max-width:100%;height:auto",
      role: "img",
      "aria-labelledby": `${FIGURE_ID}-title`,
      "aria-describedby": `${FIGURE_ID}-description`,
      "font-family": FONT_FAMILY,
      // What Plot's `currentColor` means, whatever the colour of text in the page around.
      color: PALETTE.ink,
    },
    content,
  ).replaceAll(FIGURE_ID, id);
  return { svg, title, description };
}

/** Ten hexadecimal digits: the first of FNV-1a with 64 bits. */
function shortHash(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, "0").slice(0, 10);
}

const placed = (top: number, markup: string): string =>
  element("g", { transform: `translate(${SIZE.margin},${Math.round(top)})` }, markup);

function textBlock(
  lines: readonly string[],
  attributes: Attributes & { readonly "font-size": number },
): Drawing {
  const size = attributes["font-size"];
  const lineHeight = size * LEADING;
  const spans = lines.map((line, at) =>
    element("tspan", { x: 0, y: size + at * lineHeight }, escapeXml(line))
  );
  return { svg: element("text", attributes, ...spans), height: lines.length * lineHeight };
}

/** The parts of a figure with the numbers behind it. */
export interface DataFigureParts<Row> extends FigureParts {
  /** The rows of the table. */
  readonly table: readonly Row[];
  /** Its columns: names, and the cell of a row. */
  readonly columns: Columns<Row>;
}

/** {@link composeFigure}, with the table, which is written when it is asked for: a page shows the figure alone. */
export function dataFigure<Row>({ table, columns, ...parts }: DataFigureParts<Row>): DataFigure {
  let csv: string | undefined;
  return {
    ...composeFigure(parts),
    get csv() {
      return csv ??= csvText({ columns, rows: table });
    },
  };
}

/** Title and reason without a drawing, and a header without rows: of what this configuration did not run. */
export function undrawnFigure<Row>(
  title: string,
  reason: string,
  columns: Columns<Row>,
): DataFigure {
  return dataFigure({
    title,
    subtitle: [reason],
    description: [reason],
    drawing: { svg: "", height: 0 },
    table: [],
    columns,
  });
}
