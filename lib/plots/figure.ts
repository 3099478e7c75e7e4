/**
 * What every plotting function returns.
 * @module
 */

/** A finished figure: an SVG that stands alone, and its words. */
export interface Figure {
  /**
   * A complete `<svg>` element: opens as a file, in an `<img>` and inline in HTML. It scales with
   * its container, carries its own background and shares no id with another figure.
   */
  readonly svg: string;
  /** The finding, a sentence that depends on the data; drawn at the top of the figure. */
  readonly title: string;
  /** What a reader who cannot see the figure needs: axes, marks and the main numbers. */
  readonly description: string;
}

/** A figure with the numbers behind it. */
export interface DataFigure extends Figure {
  /** Comma-separated values; their header gives the units, information is in bits. */
  readonly csv: string;
}
