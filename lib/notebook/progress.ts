/**
 * Live progress bars, one for each piece of work.
 * @module
 */
import { currentOutput, type Output } from "./output.ts";
import { type BarState, progressBundle } from "./progress_markup.ts";

/** How far a piece of work is. */
export interface ProgressUpdate {
  /** How much is done, in any unit, 0 … `total`. */
  readonly done: number;
  /** How much there is to do, in the same unit; above 0. */
  readonly total: number;
  /** A few words to show beside the bar, e.g. the newest accuracy. */
  readonly note?: string;
}

/** How progress is shown. */
export interface ProgressOptions {
  /** What is going on, above the bars. */
  readonly caption: string;
  /** Milliseconds between two renewals of the display; default 200. */
  readonly intervalMs?: number;
  /** Default: Jupyter inside the kernel; outside of it nothing is shown. */
  readonly output?: Output;
  /** Milliseconds that only grow; default `performance.now`. */
  readonly now?: () => number;
}

/** "network 2" before "network 10". */
const byNumber = new Intl.Collator("en", { numeric: true });

/**
 * Progress bars in one display of the running cell, in the order of their labels. Its last state
 * stays in the notebook. End it with {@link ProgressBars.finish}, or with `await using` in a block of
 * its own: at the top level of a cell the kernel never leaves the scope.
 *
 * ```ts
 * import { ProgressBars } from "@multiplet/multiplet/notebook";
 *
 * await using progress = new ProgressBars({ caption: "Training" });
 * progress.update("network 1", { done: 120, total: 1000, note: "92.1 %" });
 * ```
 */
export class ProgressBars implements AsyncDisposable {
  readonly #caption: string;
  readonly #interval: number;
  readonly #output: Output;
  readonly #now: () => number;
  readonly #id: string = crypto.randomUUID();
  readonly #bars: Map<string, BarState> = new Map();
  #sent: Promise<void>;
  #lastSent: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #finished = false;

  /** Opens the display, without bars. */
  constructor({ caption, intervalMs = 200, output, now }: ProgressOptions) {
    this.#caption = caption;
    this.#interval = intervalMs;
    this.#output = output ?? currentOutput();
    this.#now = now ?? (() => performance.now());
    this.#lastSent = this.#now();
    this.#sent = this.#output.display(this.#bundle(), this.#id);
    // A failure is thrown by finish(), which is awaited.
    this.#sent.catch(() => {});
  }

  /**
   * Says how far the work called `label` is; the first call adds its bar. Returns at once: the
   * display is renewed at intervals.
   *
   * @throws RangeError unless 0 ≤ done ≤ total and 0 < total; Error after {@link finish}
   */
  update(label: string, { done, total, note = "" }: ProgressUpdate): void {
    if (this.#finished) throw new Error(`Progress of "${label}" came after finish()`);
    if (!(0 <= done && done <= total && 0 < total && total < Infinity)) {
      throw new RangeError(`Progress of "${label}" is ${done} of ${total}`);
    }
    const now = this.#now();
    const started = this.#bars.get(label)?.started ?? now;
    this.#bars.set(label, { label, done, total, note, started, seen: now });

    const due = this.#lastSent + this.#interval;
    if (now >= due) this.#send();
    // Otherwise the last state of a burst still gets shown.
    else this.#timer ??= setTimeout(() => this.#send(), due - now);
  }

  /** Shows the last state and resolves when it is safely out. Further calls do nothing. */
  async finish(): Promise<void> {
    if (this.#finished) return;
    this.#finished = true;
    this.#send();
    await this.#sent;
    await this.#output.settle();
  }

  /** {@link finish}, also when the cell fails. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.finish();
  }

  #bundle() {
    // In the order of their names, not of the workers that happened to be first.
    const bars = [...this.#bars.values()].sort((a, b) => byNumber.compare(a.label, b.label));
    return progressBundle(this.#caption, bars);
  }

  #send(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#lastSent = this.#now();
    const bundle = this.#bundle();
    this.#sent = this.#sent.then(() => this.#output.update(bundle, this.#id));
    this.#sent.catch(() => {});
  }
}
