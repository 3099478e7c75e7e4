/** A figure was asked of data that it cannot draw. */
export class PlotError extends Error {
  override readonly name = "PlotError";
}
