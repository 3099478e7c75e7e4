/** Live progress bars: one per stage of a study, and one for each piece of work under way. */
import { duration, type StageProgress, stageWords } from "../../studies/mod.ts";
import { escapeHtml } from "./html.ts";
import { currentOutput, type Output } from "./show.ts";

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

/**
 * Progress bars in one display of the running cell, in the order in which they came. Its last state
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
  /** Labels of the bars of work under way. */
  #working: readonly string[] = [];

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
  update(label: string, progress: ProgressUpdate): void {
    this.#set(label, progress, true);
  }

  #set(label: string, { done, total, note = "" }: ProgressUpdate, timed: boolean): void {
    if (this.#finished) throw new Error(`Progress of "${label}" came after finish()`);
    if (!(0 <= done && done <= total && 0 < total && total < Infinity)) {
      throw new RangeError(`Progress of "${label}" is ${done} of ${total}`);
    }
    const now = this.#now();
    const started = this.#bars.get(label)?.started ?? now;
    this.#bars.set(label, { label, done, total, note, started, seen: now, timed });

    const due = this.#lastSent + this.#interval;
    if (now >= due) this.#send();
    // Otherwise the last state of a burst still gets shown.
    else this.#timer ??= setTimeout(() => this.#send(), due - now);
  }

  /** Takes a bar away, e.g. of work whose result is counted by another bar now. */
  remove(label: string): void {
    this.#bars.delete(label);
  }

  /**
   * Shows how far a study is, to be passed as `onProgress`: one bar per stage, which counts results, and one
   * for each piece of work under way, which goes when it is finished.
   */
  readonly listen = (progress: StageProgress): void => {
    const { stage, done, total, kept, working } = progress;
    const elapsed = this.#now() - (this.#bars.get(stage)?.started ?? this.#now());
    for (const label of this.#working) {
      if (!working.some((one) => one.label === label)) this.remove(label);
    }
    this.#working = working.map(({ label }) => label);
    for (const { label, ...share } of working) this.update(label, share);
    // Results from the store took no time: the words know better how much is left.
    this.#set(
      stage,
      { done, total, note: stageWords(progress, elapsed) },
      kept < done && done === total,
    );
  };

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
    const bars = [...this.#bars.values()];
    const lines = bars.map((bar) =>
      [bar.label, share(bar), timing(bar), bar.note].filter(Boolean).join("  ")
    );
    return {
      "text/html": toHtml(this.#caption, bars),
      "text/plain": [this.#caption, ...lines].join("\n"),
    };
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

/** One bar. Times in milliseconds of one clock. */
interface BarState extends Required<ProgressUpdate> {
  readonly label: string;
  /** When its first update came. */
  readonly started: number;
  /** When its newest update came. */
  readonly seen: number;
  /** Whether its time is shown. */
  readonly timed: boolean;
}

const share = ({ done, total }: BarState) => `${Math.floor((100 * done) / total)} %`;

/** The time a finished bar took, the time left of a running one; nothing where it is not known. */
function timing({ done, total, started, seen, timed }: BarState): string {
  const elapsed = seen - started;
  if (!timed || elapsed === 0 || done === 0) return "";
  if (done === total) return duration(elapsed);
  return `${duration((elapsed * (total - done)) / done)} left`;
}

function toHtml(caption: string, bars: readonly BarState[]): string {
  const rows = bars.map((bar) => {
    const label = escapeHtml(bar.label);
    const note = escapeHtml(bar.note);
    const value = (100 * bar.done) / bar.total;
    return `<div role="progressbar" aria-label="${label}" aria-valuemin="0" aria-valuemax="100" ` +
      `aria-valuenow="${Math.floor(value)}"><span>${label}</span>` +
      `<span class="track"><span style="width:${value.toFixed(1)}%"></span></span>` +
      `<span class="share">${share(bar)}</span><span>${timing(bar)}</span>` +
      `<span>${note}</span></div>`;
  });
  return `<div class="multiplet-progress"><style>${STYLE}</style><div class="caption">${
    escapeHtml(caption)
  }</div>
${rows.join("\n")}</div>`;
}

/** Rows share the columns of one grid; on a narrow page the note goes below its bar. */
const STYLE = `
.multiplet-progress { display: grid; gap: 0.25em 0.9em; align-items: center; max-width: 100%;
  grid-template-columns: max-content minmax(4em, 11em) max-content max-content 1fr;
  margin: 0.5em 0; font-size: 0.93em; line-height: 1.4; font-variant-numeric: tabular-nums; }
.multiplet-progress .caption { grid-column: 1 / -1; font-weight: 600; }
.multiplet-progress [role=progressbar] { display: contents; }
.multiplet-progress .track { height: 0.55em; border-radius: 0.3em; overflow: hidden;
  background: var(--jp-border-color2, #d0d7de); }
.multiplet-progress .track > span { display: block; height: 100%; border-radius: inherit;
  background: var(--jp-brand-color1, #0b5fa5); }
.multiplet-progress .share { text-align: right; }
@media (max-width: 40em) {
  .multiplet-progress { gap: 0.25em 0.6em;
    grid-template-columns: auto minmax(3em, 1fr) max-content max-content; }
  .multiplet-progress [role=progressbar] > :last-child:not(:empty) { grid-column: 2 / -1; }
  .multiplet-progress [role=progressbar] > :last-child:empty { display: none; }
}
`;
