/** A figure was asked of data that it cannot draw. */
export class PlotError extends Error {
  /** What still tells the error apart where its class is lost, as behind a worker. */
  override readonly name = "PlotError";
}
