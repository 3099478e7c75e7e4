/** Live progress bars: one per stage of a study, and one for each piece of work under way. */
import { duration, type StageProgress, stageWords, type WorkProgress } from "../../studies/mod.ts";
import { escapeHtml } from "./html.ts";
import { currentOutput, type Output } from "./show.ts";

/** How progress is shown. */
export interface ProgressOptions {
  /** Text above the bars. */
  readonly caption: string;
  /** Milliseconds between two updates of the display; default 200. */
  readonly intervalMs?: number;
  /** Default: Jupyter inside the Jupyter kernel; outside of it nothing is shown. */
  readonly output?: Output;
  /** A clock in milliseconds; default `performance.now`. */
  readonly now?: () => number;
}

/**
 * Progress bars in one display of the running cell, in the order of their first update. The last state
 * stays in the notebook. End it with {@link ProgressBars.finish}, or with `await using` in a block of
 * its own: the Jupyter kernel never leaves the scope of the top level of a cell.
 *
 * ```ts
 * import { ProgressBars } from "@multiplet/multiplet/notebook";
 *
 * await using progress = new ProgressBars({ caption: "Training" });
 * progress.update("network 1", { done: 120, total: 1000, note: "92.1 %" });
 * ```
 */
export class ProgressBars implements AsyncDisposable {
  readonly #options: Required<ProgressOptions>;
  readonly #id: string = crypto.randomUUID();
  readonly #bars: Map<string, BarState> = new Map();
  #sent: Promise<void>;
  #lastSent: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #finished = false;
  /** Labels of the bars of work under way. */
  #working: readonly string[] = [];

  /** Opens the display, without bars. */
  constructor(options: ProgressOptions) {
    const defaults = { intervalMs: 200, output: currentOutput(), now: () => performance.now() };
    this.#options = { ...defaults, ...options };
    this.#lastSent = this.#options.now();
    this.#sent = this.#options.output.display(this.#bundle(), this.#id);
    // A failure is thrown by finish(), which is awaited.
    this.#sent.catch(() => {});
  }

  /**
   * Sets the bar of the work called `label`; the first call adds it. Returns at once: the display is updated
   * at intervals.
   *
   * @throws RangeError unless 0 ≤ done ≤ total and 0 < total; Error after {@link finish}
   */
  update(label: string, progress: WorkProgress): void {
    this.#set(label, progress, true);
  }

  #set(label: string, { done, total, note = "" }: WorkProgress, timed: boolean): void {
    if (this.#finished) throw new Error(`Progress of "${label}" came after finish()`);
    if (!(0 <= done && done <= total && 0 < total && total < Infinity)) {
      throw new RangeError(`Progress of "${label}" is ${done} of ${total}`);
    }
    const now = this.#options.now();
    const started = this.#bars.get(label)?.started ?? now;
    this.#bars.set(label, { label, done, total, note, started, seen: now, timed });

    const due = this.#lastSent + this.#options.intervalMs;
    if (now >= due) this.#send();
    // Otherwise the last state of a burst is shown later.
    else this.#timer ??= setTimeout(() => this.#send(), due - now);
  }

  /** Removes a bar, e.g. of work whose result another bar counts. */
  remove(label: string): void {
    this.#bars.delete(label);
  }

  /**
   * Shows the progress of a study, to be passed as `onProgress`: one bar per stage, which counts results, and
   * one for each piece of work under way, which is removed when it is finished.
   */
  readonly listen = (progress: StageProgress): void => {
    const { stage, done, total, kept, working } = progress;
    const now = this.#options.now();
    const elapsed = now - (this.#bars.get(stage)?.started ?? now);
    for (const label of this.#working) {
      if (!working.some((one) => one.label === label)) this.remove(label);
    }
    this.#working = working.map(({ label }) => label);
    for (const { label, ...share } of working) this.update(label, share);
    const note = stageWords(progress, elapsed);
    // Results from the store took no time: the note has the better estimate of the time left.
    this.#set(stage, { done, total, note }, kept < done && done === total);
  };

  /** Shows the last state and resolves when it has left the Jupyter kernel. Further calls do nothing. */
  async finish(): Promise<void> {
    if (this.#finished) return;
    this.#finished = true;
    this.#send();
    await this.#sent;
    await this.#options.output.settle();
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
      "text/html": toHtml(this.#options.caption, bars),
      "text/plain": [this.#options.caption, ...lines].join("\n"),
    };
  }

  #send(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#lastSent = this.#options.now();
    const bundle = this.#bundle();
    this.#sent = this.#sent.then(() => this.#options.output.update(bundle, this.#id));
    this.#sent.catch(() => {});
  }
}

/** One bar. Times in milliseconds of one clock. */
interface BarState extends Required<WorkProgress> {
  readonly label: string;
  /** Times of its first and newest update. */
  readonly started: number;
  readonly seen: number;
  /** Whether its duration is shown. */
  readonly timed: boolean;
}

const share = ({ done, total }: BarState) => `${Math.floor((100 * done) / total)} %`;

/** The time a finished bar took, the time left of a running one; `""` where it is unknown. */
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
