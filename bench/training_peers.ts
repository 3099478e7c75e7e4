/**
 * Our kernel beside PyTorch, JAX and plain C, on the paper's network and the full MNIST:
 * `deno task bench:training-peers`; needs gcc on an x86-64 processor. Takes about a minute.
 *
 * All train 784-20-20-20-10 by plain SGD (0.01, batches of 32) from the same parameters on the same
 * batches in float32, each in a process with one thread on the same core, in turn. Their loss
 * curves of the first epoch have to agree before anything is timed. A time is that of whole
 * epochs. A missed target is told, and no error.
 */
import { ok } from "node:assert/strict";
import { loadNamedDataset } from "../lib/data/mod.ts";
import { initialParameters } from "../lib/models/mod.ts";
import { randomSource } from "../lib/system/random/mod.ts";
import { batchOrder } from "../lib/training/mod.ts";
import { measure, ratio, writeResults } from "./harness.ts";
import { peersPython } from "./peers/python.ts";
import { BATCH_SIZE, SPEC, WIDTHS } from "./protocol.ts";
import { ContestantProcess } from "./training_peers/contestant_process.ts";
import { type Entrant, entrants, GCC_OPTIONS, pinning } from "./training_peers/entrants.ts";
import { writeTraining } from "./training_peers/exported_training.ts";
import { largestDifference } from "./training_peers/loss_curves.ts";

const ROUNDS = 7;
/** Largest relative difference of a peer's loss curve from ours; float32 sums differ in order. */
const TOLERANCE = 1e-3;

const python = await peersPython();

/** An entrant that runs, and the losses of its first epoch. */
type Running = Entrant & Awaited<ReturnType<typeof ContestantProcess.start>>;

const { train } = (await loadNamedDataset("mnist")).parts;
const folder = await Deno.makeTempDir();
const running: Running[] = [];
try {
  await writeTraining(folder, {
    samples: train,
    order: batchOrder(train.count, 1, 1),
    initial: Array.from(
      { length: 20 },
      (_, n) => initialParameters(SPEC, "default", randomSource(n + 1)),
    ),
  });
  const pin = await pinning();
  if (pin.length === 0) console.error("Without taskset: contestants may change cores");
  for (const entrant of await entrants(python, folder)) {
    console.error(`${entrant.name}: first epoch`);
    const started = await ContestantProcess.start(entrant.name, [...pin, ...entrant.command]);
    running.push({ ...entrant, ...started });
  }
  await compete(running, pin);
} finally {
  await Promise.all(running.map(({ process }) => process.close()));
  await Deno.remove(folder, { recursive: true });
}

/** Compares losses, then times; prints and writes what came out. */
async function compete(running: readonly Running[], pin: readonly string[]): Promise<void> {
  const reference = running.find(({ networks, target }) => target === undefined && networks > 1)!;
  const differences = running.map(({ name, greeting }) => {
    const difference = largestDifference(greeting.losses, reference.greeting.losses);
    ok(difference < TOLERANCE, `The losses of ${name} differ from ours by ${difference}`);
    return difference;
  });

  const steps = train.count / BATCH_SIZE;
  const timings = await measure(
    running.map(({ name, networks, epochs, process }) => ({
      name,
      units: steps * epochs * networks,
      run: () => process.round(epochs),
    })),
    ROUNDS,
  );
  const contestants = await Promise.all(running.map(async (entrant, at) => {
    const { name, networks, epochs, target, greeting: { version, kernelMiB } } = entrant;
    const ours = running.findIndex((other) =>
      other.target === undefined && other.networks === networks
    );
    const timesOurs = ratio(timings[at]!, timings[ours]!);
    const { median, minimum, maximum } = timings[at]!;
    return {
      name,
      version,
      networks,
      epochsPerRound: epochs,
      median: median * 1e6,
      minimum: minimum * 1e6,
      maximum: maximum * 1e6,
      ...(target !== undefined && { timesOurs, target, met: timesOurs >= target }),
      lossDifference: differences[at]!,
      peakMiB: await entrant.process.peakMiB(),
      ...(kernelMiB !== undefined && { kernelMiB }),
    };
  }));

  console.table(Object.fromEntries(
    contestants.map(({ name, median, minimum, maximum, lossDifference, peakMiB }) => [name, {
      "µs per step and network": median.toFixed(1),
      "min … max": `${minimum.toFixed(1)} … ${maximum.toFixed(1)}`,
      "loss difference": lossDifference.toExponential(1),
      "peak MiB": peakMiB?.toFixed(0) ?? "unknown",
    }]),
  ));
  for (const { name, timesOurs, target, met } of contestants) {
    if (timesOurs === undefined) continue;
    const verdict = met ? "met" : "missed";
    console.log(`${name}: ${timesOurs.toFixed(2)} times our time; target ${target}: ${verdict}`);
  }
  await writeResults("training-peers", {
    unit: "µs per step and network",
    network: WIDTHS.join("-"),
    samples: train.count,
    rounds: ROUNDS,
    pinnedBy: pin.join(" "),
    gccOptions: GCC_OPTIONS.join(" "),
    lossTolerance: TOLERANCE,
    contestants,
  });
}
