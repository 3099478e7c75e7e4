/** Arrays of maps in files: of every sample, several units with several values each. */
import { TableError } from "./error.ts";

/**
 * The order of the axes of an array of maps:
 * - `"nchw"`: samples, maps, then positions (height and width, or a length), as PyTorch has them;
 * - `"nhwc"`: samples, positions, then maps, as TensorFlow and Keras have them;
 * - `"ntd"`: samples, tokens, then units; the positions are the tokens.
 */
export type MapLayout = "nchw" | "nhwc" | "ntd";

/** The layouts by their names. */
export const MAP_LAYOUTS: readonly MapLayout[] = ["nchw", "nhwc", "ntd"];

/** How the values of one sample lie behind each other. */
export interface MapShape {
  /** Number of maps, or units. */
  readonly maps: number;
  /** Number of values of each map. */
  readonly positions: number;
  /** True if the values of one map are adjacent; false if those of one position are. */
  readonly mapsFirst: boolean;
}

/** Numbers that are computed from the values of one sample, one sample at a time. */
export interface MapReduction {
  /** Number of columns that are left. */
  readonly columns: number;
  /** Number of adjacent columns that belong to one map. */
  readonly columnsPerMap: number;
  /** Rows that each sample becomes. */
  readonly rowsPerSample: number;
  /** True if it computes; then its numbers are in float64. False if it chooses among the values. */
  readonly computes: boolean;
  /**
   * Writes the `rowsPerSample × columns` numbers of a sample, row-major.
   *
   * @param values of several samples
   * @param from where those of this sample begin
   */
  write(values: ArrayLike<number>, from: number, into: Float64Array, at: number): void;
}

/** How an array of maps is read. */
export interface MapReading {
  /** The order of the array's axes. */
  readonly layout: MapLayout;
  /** The numbers of each sample for arrays of this shape; an error says why there are none. */
  readonly reduce: (shape: MapShape) => MapReduction;
}

/** Axes of an array of maps with and without height: the samples are one of them. */
const AXES: Readonly<Record<MapLayout, string>> = {
  nchw: "(N, maps, height, width) or (N, maps, length)",
  nhwc: "(N, height, width, maps) or (N, length, maps)",
  ntd: "(N, tokens, units)",
};

/**
 * Samples and maps of an array.
 *
 * @throws TableError for an array of fewer or more axes, or without values
 */
export function mapShape(
  file: string,
  shape: readonly number[],
  layout: MapLayout,
): { readonly samples: number } & MapShape {
  const isLong = layout !== "ntd" && shape.length === 4;
  const found = `shape (${shape.join(", ")})`;
  if (shape.length !== 3 && !isLong) {
    throw new TableError({ file, expected: `an array of maps, ${AXES[layout]}`, found });
  }
  if (shape.includes(0)) {
    throw new TableError({ file, expected: "at least one sample, map and position", found });
  }
  const [samples = 0, ...axes] = shape;
  const mapsFirst = layout === "nchw";
  const maps = axes.at(mapsFirst ? 0 : -1)!;
  return { samples, maps, positions: axes.reduce((all, one) => all * one, 1) / maps, mapsFirst };
}
