/** Words on how far a stage is, for terminals and notebooks alike. */
import type { StageProgress } from "./runner.ts";

/**
 * A duration in words, e.g. `0.4 s`, `12 s`, `3 min 05 s`, `2 h 07 min`.
 *
 * @param ms milliseconds
 * @example
 * ```ts
 * import { duration } from "@multiplet/multiplet/studies";
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

/**
 * Results of a stage so far, and the estimated time of the rest: `"12 of 20, 5 from the store, about 2.0 s left"`.
 *
 * @param elapsed milliseconds since the first result was computed, not read
 * @example
 * ```ts
 * import { stageWords } from "@multiplet/multiplet/studies";
 * import { strictEqual as equal } from "node:assert/strict";
 * const progress = { stage: "networks", done: 12, total: 20, kept: 5, working: [] };
 * equal(stageWords(progress, 7000), "12 of 20, 5 from the store, about 8.0 s left");
 * equal(stageWords({ ...progress, done: 20, kept: 20 }, 0), "all 20 from the store");
 * ```
 */
export function stageWords(
  { done, total, kept }: Pick<StageProgress, "done" | "total" | "kept">,
  elapsed: number,
): string {
  if (kept === total) return total === 1 ? "from the store" : `all ${total} from the store`;
  const store = kept === 0 ? "" : `, ${kept} from the store`;
  const left = done > kept && done < total
    ? `, about ${duration(elapsed * (total - done) / (done - kept))} left`
    : "";
  return `${done} of ${total}${store}${left}`;
}
