import {
  deepStrictEqual as deepEqual,
  match,
  ok,
  rejects,
  strictEqual as equal,
  throws,
} from "node:assert/strict";
import { parseHTML } from "linkedom";
import { duration, type StageProgress } from "../../../lib/studies/mod.ts";
import { jupyterOutput, type Output, ProgressBars } from "../../../lib/reports/notebook/mod.ts";

/** Records displays; `clock` is the time that the bars see. */
function bench(intervalMs = 100) {
  const shown: { type: string; html: string; text: string; id: unknown }[] = [];
  const output: Output = jupyterOutput((type, { data, transient }) => {
    const bundle = data as Record<string, string>;
    const id = (transient as Record<string, unknown>).display_id;
    shown.push({ type, html: bundle["text/html"]!, text: bundle["text/plain"]!, id });
    return Promise.resolve();
  }, 0);
  const clock = { ms: 0 };
  const bars = new ProgressBars({ caption: "Training", intervalMs, output, now: () => clock.ms });
  return { shown, clock, bars };
}

Deno.test("one display is opened and then only updated, under the same id", async () => {
  const { shown, clock, bars } = bench();
  bars.update("network 1", { done: 1, total: 4 });
  clock.ms = 100;
  bars.update("network 1", { done: 2, total: 4 });
  await bars.finish();
  deepEqual(shown.map(({ type }) => type), [
    "display_data",
    "update_display_data",
    "update_display_data",
  ]);
  equal(new Set(shown.map(({ id }) => id)).size, 1);
  ok(shown[0]!.id);
});

Deno.test("a burst of updates is shown at intervals, and its last state all the same", async () => {
  const { shown, clock, bars } = bench();
  for (let done = 0; done < 1000; done++) {
    clock.ms = done; // 1 ms each: 1000 updates, an interval of 100
    bars.update("network 1", { done, total: 1000 });
  }
  await bars.finish();
  ok(shown.length <= 12, `${shown.length} messages`);
  match(shown.at(-1)!.text, /network 1 {2}99 %/);
});

Deno.test("an update between two intervals is shown without another one", async () => {
  const { shown, bars } = bench(5);
  bars.update("network 1", { done: 3, total: 4 });
  await new Promise((resolve) => setTimeout(resolve, 40));
  match(shown.at(-1)!.text, /75 %/);
  await bars.finish();
});

Deno.test("bars stand in the order in which they came, and go when they are removed", async () => {
  const { shown, bars } = bench();
  for (const index of [10, 2, 1]) bars.update(`network ${index}`, { done: 1, total: 1 });
  bars.remove("network 2");
  await bars.finish();
  deepEqual(shown.at(-1)!.text.match(/network \d+/g), ["network 10", "network 1"]);
});

Deno.test("a study has one bar per stage; what is finished or kept is folded into it", async () => {
  const { shown, clock, bars } = bench(1);
  const report = (ms: number, progress: Omit<StageProgress, "stage">, stage = "networks") => {
    clock.ms = ms;
    bars.listen({ stage, ...progress });
  };
  const one = { label: "network 2", done: 30, total: 120, note: "test accuracy 91.20 %" };
  report(0, { done: 1, total: 4, kept: 1, working: [] });
  report(10, { done: 2, total: 4, kept: 2, working: [] });
  report(1000, { done: 2, total: 4, kept: 2, working: [one] });
  report(2000, { done: 2, total: 4, kept: 2, working: [one, { ...one, label: "network 3" }] });
  report(3000, { done: 3, total: 4, kept: 2, working: [{ ...one, label: "network 3", done: 60 }] });
  await new Promise((resolve) => setTimeout(resolve, 5));
  deepEqual(shown.at(-1)!.text.split("\n"), [
    "Training",
    "networks  75 %  3 of 4, 2 from the store, about 3.0 s left",
    "network 3  50 %  1.0 s left  test accuracy 91.20 %",
  ]);
  report(4000, { done: 4, total: 4, kept: 2, working: [] });
  report(5000, { done: 9, total: 9, kept: 9, working: [] }, "layers");
  await bars.finish();
  deepEqual(shown.at(-1)!.text.split("\n"), [
    "Training",
    "networks  100 %  4.0 s  4 of 4, 2 from the store",
    "layers  100 %  all 9 from the store",
  ]);
});

Deno.test("bars say their share, the time left while running and the time taken at the end", async () => {
  const { shown, clock, bars } = bench();
  bars.update("network 1", { done: 0, total: 4 });
  bars.update("network 2", { done: 7, total: 7, note: "kept" });
  clock.ms = 2000;
  bars.update("network 1", { done: 1, total: 4, note: "91.2 %" });
  await Promise.resolve();
  equal(
    shown.at(-1)!.text,
    "Training\nnetwork 1  25 %  6.0 s left  91.2 %\nnetwork 2  100 %  kept",
  );
  clock.ms = 9000;
  bars.update("network 1", { done: 4, total: 4 });
  await bars.finish();
  match(shown.at(-1)!.text, /network 1 {2}100 % {2}9\.0 s\n/);
});

Deno.test("bars are progressbars with a name and a value, and data cannot inject markup", async () => {
  const { shown, bars } = bench();
  bars.update("<b>&\"1'</b>", { done: 1, total: 3, note: "<i>" });
  await bars.finish();
  const { document } = parseHTML(`<html><body>${shown.at(-1)!.html}</body></html>`);
  const bar = document.querySelector('[role="progressbar"]')!;
  equal(bar.getAttribute("aria-label"), "<b>&\"1'</b>");
  equal(bar.getAttribute("aria-valuenow"), "33");
  equal(document.querySelector("b, i"), null);
});

Deno.test("progress beyond its total or after the end is an error; the end may be repeated", async () => {
  const { bars } = bench();
  throws(() => bars.update("n", { done: 5, total: 4 }), RangeError);
  throws(() => bars.update("n", { done: 0, total: 0 }), RangeError);
  throws(() => bars.update("n", { done: NaN, total: 1 }), RangeError);
  await bars.finish();
  await bars.finish();
  throws(() => bars.update("n", { done: 1, total: 4 }), /after finish/);
});

Deno.test("a display that fails is reported by finish", async () => {
  const output = jupyterOutput(() => Promise.reject(new Error("gone")), 0);
  const bars = new ProgressBars({ caption: "Training", output });
  bars.update("n", { done: 1, total: 4 });
  await rejects(() => bars.finish(), /gone/);
});

Deno.test("outside a kernel progress is silent, and leaving the block ends it", async () => {
  await using bars = new ProgressBars({ caption: "Training" });
  bars.update("n", { done: 1, total: 4 });
});

Deno.test("durations read well at every size", () => {
  deepEqual(
    [0, 420, 9_949, 12_000, 59_600, 185_000, 7_620_000].map(duration),
    ["0.0 s", "0.4 s", "9.9 s", "12 s", "1 min 00 s", "3 min 05 s", "2 h 07 min"],
  );
});
