/**
 * What a second worker is worth: `deno task bench:workers [--networks N] [--epochs N] [--rounds N]
 * [--full]`. By the paper's protocol, on the full MNIST where `MNIST_DIR` names it, else on the
 * embedded digits: 4 networks, 50 epochs and 5 rounds where the options do not say otherwise. Takes about
 * three minutes on the full MNIST, a minute more with `--full`.
 *
 * The networks are trained with one and with two workers in turn, each time in a new process with an
 * empty store; all have to come out alike. Times include the start of the workers and the copies of
 * the data set that they make. Two workers should take at most 1/1.8 of the time of one. `--full`
 * trains all 20 networks of the preset once with as many workers as there are cores: on the full MNIST and
 * two cores in at most 55 s. A missed target is told, and no error.
 */
import { ok } from "node:assert/strict";
import { parseArgs } from "node:util";
import { fileURLToPath } from "node:url";
import { PRESETS } from "../lib/paper/mod.ts";
import { type Contestant, measure, ratio, writeResults } from "./harness.ts";
import { benchPreset, type TrainingMeasurement } from "./workers/training.ts";

/** Times that one worker should take as long as two. */
const TARGET = 1.8;
/** Seconds for the full run of the `paper` preset on two cores. */
const FULL_TARGET = 55;
const WORKERS = [1, 2];

const { values: options } = parseArgs({
  options: {
    networks: { type: "string", default: "4" },
    epochs: { type: "string", default: "50" },
    rounds: { type: "string", default: "5" },
    full: { type: "boolean", default: false },
  },
});
const networks = positive("networks");
const epochs = positive("epochs");
const rounds = positive("rounds");
const cores = navigator.hardwareConcurrency;
ok(cores >= 2, `Two workers need two processor cores, found ${cores}`);

const preset = benchPreset();
const measured = WORKERS.map((): TrainingMeasurement[] => []);
const timings = await measure(
  WORKERS.map((workers, at): Contestant => ({
    name: `workers: ${workers}`,
    units: 1,
    run: async () => {
      const measurement = await train(networks, epochs, workers);
      measured[at]!.push(measurement);
      return measurement.seconds;
    },
  })),
  rounds,
);
const results = new Set(measured.flat().map(({ networks }) => networks));
ok(results.size === 1, `The same networks came out in ${results.size} ways`);

const times = timings.map(({ median, minimum, maximum }, at) => ({
  workers: WORKERS[at]!,
  median,
  minimum,
  maximum,
  peakMiB: largest(measured[at]!),
}));
console.table(Object.fromEntries(
  times.map(({ workers, median, minimum, maximum, peakMiB }) => [`workers: ${workers}`, {
    "s": median.toFixed(1),
    "min … max": `${minimum.toFixed(1)} … ${maximum.toFixed(1)}`,
    "peak MiB": peakMiB?.toFixed(0) ?? "unknown",
  }]),
));
const speedup = ratio(timings[0]!, timings[1]!);
const met = speedup >= TARGET;
console.log(`Two workers are ${speedup.toFixed(2)} times as fast; target ${TARGET}: ${told(met)}`);
await writeResults("workers", {
  unit: "s",
  preset,
  networks,
  epochs,
  rounds,
  timings: times,
  speedup,
  target: TARGET,
  met,
  ...(options.full && { full: await fullRun() }),
});

/** All networks of the preset, once. */
async function fullRun() {
  const { networks, epochs } = PRESETS[preset];
  const { seconds, peakMiB } = await train(networks, epochs, cores);
  const comparable = preset === "paper" && cores === 2;
  const target = comparable && { target: FULL_TARGET, met: seconds <= FULL_TARGET };
  console.log(
    `${networks} networks of ${preset}, workers: ${cores}: ${seconds.toFixed(1)} s` +
      (target ? `; target ${FULL_TARGET} s: ${told(target.met)}` : ""),
  );
  return { workers: cores, networks, epochs, seconds, peakMiB, ...target };
}

/** Trains in a new process. */
async function train(
  networks: number,
  epochs: number,
  workers: number,
): Promise<TrainingMeasurement> {
  const script = fileURLToPath(new URL("workers/training.ts", import.meta.url));
  const { success, code, stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", script, `${networks}`, `${epochs}`, `${workers}`],
    stderr: "inherit",
  }).output();
  if (!success) {
    throw new Error(`Training with ${workers} workers has ended with status ${code}, see above`);
  }
  return JSON.parse(new TextDecoder().decode(stdout)) as TrainingMeasurement;
}

/** The largest peak of all rounds; `null` where it is not known. */
function largest(measurements: readonly TrainingMeasurement[]): number | null {
  const peaks = measurements.flatMap(({ peakMiB }) => peakMiB ?? []);
  return peaks.length === 0 ? null : Math.max(...peaks);
}

function told(met: boolean): string {
  return met ? "met" : "missed";
}

/** The number that an option gives. */
function positive(name: "networks" | "epochs" | "rounds"): number {
  const value = Number(options[name]);
  ok(
    Number.isSafeInteger(value) && value > 0,
    `--${name} takes a number from 1, got ${options[name]}`,
  );
  return value;
}
