/**
 * Whether intervals and tests of significance keep what they promise, by simulation: `deno task soak [--repetitions N]
 * [--workers N]`. Without options there are 1,000 repetitions and a worker per core, which takes more than an hour, and
 * the results are written to `results/soak.json`; another number of repetitions is a trial, which prints alone.
 *
 * Finished parts are kept in `results/soak-unfinished.json` until all are finished: a second start goes on there.
 */
import { ok } from "node:assert/strict";
import { parseArgs } from "node:util";
import { unlessMissing } from "../lib/system/files/atomic_write.ts";
import { writeResults } from "./harness.ts";
import { COVERAGE } from "./soak/coverage.ts";
import type { Rate } from "./soak/part.ts";
import { REJECTION } from "./soak/rejections.ts";
import { outsideOf, type PartResult, PARTS, runPart, SETTINGS } from "./soak/run.ts";

/** Name of the file of finished parts. */
const UNFINISHED = "soak-unfinished";

const { values: options } = parseArgs({
  options: {
    repetitions: { type: "string", default: `${SETTINGS.repetitions}` },
    workers: { type: "string", default: `${navigator.hardwareConcurrency}` },
  },
});
const [repetitions, workers] = [positive("repetitions"), positive("workers")];
const isWritten = repetitions === SETTINGS.repetitions;

const finished = new Map(isWritten ? (await finishedParts()).map((part) => [part.name, part]) : []);
for (const part of PARTS) {
  if (!finished.has(part.name)) {
    finished.set(part.name, await runPart(part, repetitions, workers));
    if (isWritten) await writeResults(UNFINISHED, { ...SETTINGS, parts: [...finished.values()] });
  }
  tell(finished.get(part.name)!);
}
const parts = PARTS.map(({ name }) => finished.get(name)!);
const outside = outsideOf(parts);
console.log(outside.length === 0 ? "All shares are in their ranges" : "Outside of their ranges:");
for (const one of outside) console.log(`  ${one}`);
if (isWritten) {
  await writeResults("soak", {
    ...SETTINGS,
    unit: "nats; shares of repetitions, with 95 % intervals",
    ranges: { coverage: { ...COVERAGE, range: [...COVERAGE.range] }, rejection: { ...REJECTION } },
    outside,
    parts,
  });
  await Deno.remove(fileOf(UNFINISHED));
}

/** Parts that an earlier start has finished, with the same settings. */
async function finishedParts(): Promise<PartResult[]> {
  const text = await unlessMissing(Deno.readTextFile(fileOf(UNFINISHED)));
  if (text === undefined) return [];
  const { parts, ...kept } = JSON.parse(text);
  const isSame = Object.entries(SETTINGS).every(([name, value]) => kept[name] === value);
  return isSame ? parts : [];
}

function fileOf(name: string): URL {
  return new URL(`results/${name}.json`, import.meta.url);
}

/** Prints a part. */
function tell(part: PartResult): void {
  console.log(`\n${part.name}: ${part.description}`);
  if (part.kind === "rejection") {
    for (const [name, { rejected }] of Object.entries(part.tests)) {
      console.log(`  ${name}: p ≤ ${part.level} in ${told(rejected)}`);
    }
    return;
  }
  console.log(`  smallest eigenvalue ${part.smallestEigenvalue.toFixed(3)}`);
  for (const name of ["oInformation", "differenceToOneVariableLess"] as const) {
    const own = part[name];
    if (own === undefined) continue;
    const nats = (value: number) => value.toFixed(5);
    console.log(
      `  ${name} ${nats(own.truth)}: in ${told(own.coverage)}; with rank bias ` +
        `${told(own.coverageWithRankBias)}; rank bias ${nats(own.rankBias)} ± ` +
        `${nats(own.rankBiasError)}; mean error ${nats(own.meanValue - own.truth)}; ` +
        `deviation ${nats(own.standardDeviation)}; width ${nats(own.meanWidth)}; shift ` +
        `${nats(own.meanShift)}, subtracted in ${(100 * own.shifted).toFixed(1)} %` +
        (own.isBounded ? "" : "; not bounded"),
    );
  }
}

function told({ share, interval }: Rate): string {
  const percent = (value: number) => (100 * value).toFixed(1);
  return `${percent(share)} % (${interval.map(percent).join(" to ")})`;
}

function positive(name: "repetitions" | "workers"): number {
  const value = Number(options[name]);
  ok(
    Number.isSafeInteger(value) && value > 0,
    `--${name} takes a number from 1, got ${options[name]}`,
  );
  return value;
}
