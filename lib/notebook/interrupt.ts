/**
 * Jupyter's interrupt button as an `AbortSignal`.
 * @module
 */
import { inKernel } from "./output.ts";

/** The cell was interrupted from Jupyter. */
export class InterruptError extends Error {
  /** What still tells the error apart where its class is lost, as behind a worker. */
  override readonly name = "InterruptError";
}

let current = new AbortController();
let listening = false;

/**
 * A signal for the work of the running cell; Jupyter's interrupt button aborts it.
 *
 * The Deno kernel itself cannot be interrupted while a cell awaits something: stopped by force it
 * answers no further cell. The project's kernel therefore gets the interrupt as SIGINT, which is
 * ignored until this function listens to it; the work stops where it looks at its signal, what it
 * has finished is kept, and the kernel lives on.
 *
 * Outside the kernel the signal is never aborted, and SIGINT keeps its meaning.
 */
export function interruptSignal(): AbortSignal {
  if (!inKernel()) return new AbortController().signal;
  if (!listening) {
    Deno.addSignalListener("SIGINT", interrupt);
    listening = true;
  }
  return current.signal;
}

function interrupt(): void {
  const interrupted = current;
  // Work that starts from now on belongs to a later cell.
  current = new AbortController();
  interrupted.abort(
    new InterruptError("Interrupted. What was finished is kept; run the cell again to go on."),
  );
}
