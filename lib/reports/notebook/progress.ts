/** Live progress bars, one for each piece of work, and those of the experiments. */
import type { LayerProgress } from "../../paper/layers/search.ts";
import type { SubnetworkProgress } from "../../paper/subnetworks/retraining.ts";
import type { NetworkProgress } from "../../paper/training/training.ts";
import { percent } from "../../paper/training/result.ts";
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
}

/**
 * A duration in words, e.g. `0.4 s`, `12 s`, `3 min 05 s`, `2 h 07 min`.
 *
 * @param ms milliseconds
 * @example
 * ```ts
 * import { duration } from "@multiplet/multiplet/notebook";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * deepEqual([400, 185_000, 7_620_000].map(duration), ["0.4 s", "3 min 05 s", "2 h 07 min"]);
 * ```
 */
export function duration(ms: number): string {
  if (ms < 9_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const two = (value: number) => String(value).padStart(2, "0");
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${two(seconds % 60)} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} min`;
}

const share = ({ done, total }: BarState) => `${Math.floor((100 * done) / total)} %`;

/** The time a finished bar took, the time left of a running one; nothing where it is not known. */
function timing({ done, total, started, seen }: BarState): string {
  const elapsed = seen - started;
  if (elapsed === 0 || done === 0) return "";
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

/** Bars that listen to the training experiment: one a network, with its newest test accuracy. */
export class TrainingBars extends ProgressBars {
  /** To be passed as `onProgress`. */
  readonly listen: (progress: NetworkProgress) => void;

  /** Opens the display; the caption is "Networks trained" where `options` have none. */
  constructor(options: Partial<ProgressOptions> = {}) {
    super({ caption: "Networks trained", ...options });
    const accuracies = new Map<number, string>();
    this.listen = ({ index, step, steps, metrics, finished }) => {
      if (metrics) accuracies.set(index, `test accuracy ${percent(metrics.testAccuracy)}`);
      const accuracy = accuracies.get(index) ?? "";
      const note = finished === "kept" ? `kept, ${accuracy}` : accuracy;
      this.update(`network ${index}`, { done: step, total: steps, note });
    };
  }
}

/** A bar that listens to the searches: the layers of all networks. */
export class LayerBar extends ProgressBars {
  /** Opens the display; the caption is "Layers searched" where `options` have none. */
  constructor(options: Partial<ProgressOptions> = {}) {
    super({ caption: "Layers searched", ...options });
  }

  /** To be passed as `onProgress`. */
  readonly listen = ({ network, layer, done, total }: LayerProgress): void =>
    this.update("layers", { done, total, note: `${layer} of network ${network}` });
}

const LABELS: Readonly<Record<SubnetworkProgress["phase"], string>> = {
  selecting: "neurons chosen, networks",
  retraining: "sub-networks re-trained",
};

/** Bars that listen to the experiment: networks whose neurons are chosen, sub-networks re-trained. */
export class SubnetworkBars extends ProgressBars {
  /** Opens the display; the caption is "Sub-networks" where `options` have none. */
  constructor(options: Partial<ProgressOptions> = {}) {
    super({ caption: "Sub-networks", ...options });
  }

  /** To be passed as `onProgress`. */
  readonly listen = ({ phase, done, total, kept }: SubnetworkProgress): void => {
    const note = `${done} of ${total}${kept > 0 ? `, ${kept} kept from before` : ""}`;
    if (total > 0) this.update(LABELS[phase], { done, total, note });
  };
}
