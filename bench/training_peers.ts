/**
 * Our kernel compared with PyTorch, JAX, tfjs and plain C, one contest per network and data set:
 * `deno task bench:training-peers [CONTEST …]`, all contests of `training_peers/contests.ts` where none is named. The
 * variables `MNIST_DIR`, `FASHION_MNIST_DIR` and `CIFAR_DIR` can name the folders of the data sets. Plain C needs gcc on
 * an x86-64 processor. Takes about five minutes.
 *
 * All engines train a network by plain SGD from the same parameters on the same batches in float32, each in a process
 * with one thread on the same core, in turn. Their loss curves of the first epoch have to agree before anything is
 * timed. A missed target is told, and no error.
 */
import { ok } from "node:assert/strict";
import { initialParameters } from "../lib/models/mod.ts";
import { randomSource } from "../lib/system/random/mod.ts";
import { batchOrder } from "../lib/training/mod.ts";
import { measure, ratio, type Timing, writeResults } from "./harness.ts";
import { ContestantProcess, pinning } from "./peers/contestant_process.ts";
import { peersPython } from "./peers/python.ts";
import { type Contest, CONTESTS, type Entrant, type Target } from "./training_peers/contests.ts";
import { engineCommands, GCC_OPTIONS } from "./training_peers/engines.ts";
import { writeTraining } from "./training_peers/exported_training.ts";
import { largestDifference } from "./training_peers/loss_curves.ts";
import type { Greeting } from "./training_peers/serve.ts";

const ROUNDS = 11;
/** Largest relative difference of a peer's loss curve from ours; float32 sums differ in order. */
const TOLERANCE = 1e-3;

/** An entrant that runs, and the losses of its first steps. */
type Running = Entrant & Awaited<ReturnType<typeof ContestantProcess.start<Greeting>>>;

const unknown = Deno.args.filter((name) => CONTESTS.every((contest) => contest.name !== name));
if (unknown.length > 0) {
  const names = CONTESTS.map(({ name }) => name).join(", ");
  console.error(`There is no contest ${unknown.join(", ")}; contests are ${names}`);
  Deno.exit(2);
}
const python = await peersPython();
const pin = await pinning();
if (pin.length === 0) console.error("Without taskset: contestants may change cores");
for (const contest of CONTESTS) {
  if (Deno.args.length === 0 || Deno.args.includes(contest.name)) await hold(contest);
}

/** Starts all contestants of a contest, and ends them. */
async function hold(contest: Contest): Promise<void> {
  const { name, protocol: { spec, batchSize } } = contest;
  const { data, samples } = await contest.samples();
  console.error(`\n${name}: ${contest.protocol.network}, ${data}`);
  const epoch = Math.floor(samples.count / batchSize);
  const most = Math.max(...contest.entrants.map(({ networks = 1 }) => networks));
  const folder = await Deno.makeTempDir();
  const running: Running[] = [];
  try {
    await writeTraining(folder, {
      protocol: contest.protocol,
      samples,
      order: batchOrder(samples.count, 1, 1).subarray(0, epoch * batchSize),
      initial: Array.from(
        { length: most },
        (_, n) => initialParameters(spec, "default", randomSource(n + 1)),
      ),
    });
    const commands = engineCommands(python, folder);
    for (const entrant of contest.entrants) {
      const { name, engine, networks = 1, compared = epoch, options = [] } = entrant;
      console.error(`${name}: first ${compared} steps`);
      const command = [
        ...pin,
        ...await commands[engine](),
        folder,
        `${networks}`,
        `${compared}`,
        ...options,
      ];
      running.push({ ...entrant, ...await ContestantProcess.start<Greeting>(name, command) });
    }
    await compete(contest, running, { data, samples: samples.count, stepsPerEpoch: epoch });
  } finally {
    await Promise.all(running.map(({ process }) => process.close()));
    await Deno.remove(folder, { recursive: true });
  }
}

/** Compares losses, then times; prints and writes the results. */
async function compete(
  { name: contest, protocol: { network, batchSize } }: Contest,
  running: readonly Running[],
  data: { readonly data: string; readonly samples: number; readonly stepsPerEpoch: number },
): Promise<void> {
  // The kernel's entrant that has trained all networks.
  const reference = running.filter(({ engine, compared }) => engine === "ours" && compared !== 0)
    .reduce((most, one) => one.greeting.losses.length > most.greeting.losses.length ? one : most);
  const differences = running.map(({ name, compared, greeting: { losses } }) => {
    if (compared === 0) return undefined;
    const difference = largestDifference(losses, reference.greeting.losses);
    ok(difference < TOLERANCE, `The losses of ${name} differ from ours by ${difference}`);
    return difference;
  });

  const loadBefore = Deno.loadavg()[0]!;
  const timings = await measure(
    running.map(({ name, networks = 1, steps, process }) => ({
      name,
      units: steps * networks,
      run: async () => (await process.ask<{ seconds: number }>(`${steps}`)).seconds,
    })),
    ROUNDS,
  );
  const timingOf = (name: string): Timing => timings.find((timing) => timing.name === name)!;
  const contestants = await Promise.all(running.map(async (entrant, at) => {
    const { name, networks = 1, steps, against, target, greeting, process } = entrant;
    const { median, minimum, maximum } = timings[at]!;
    const quotient = against && ratio(timings[at]!, timingOf(against));
    return {
      name,
      version: greeting.version,
      networks,
      stepsPerRound: steps,
      median: median * 1e6,
      minimum: minimum * 1e6,
      maximum: maximum * 1e6,
      ...(against && quotient && { against, ratio: quotient }),
      ...(target && quotient && { target, met: meets(quotient, target) }),
      comparedSteps: greeting.losses[0]!.length,
      ...(differences[at] !== undefined && { lossDifference: differences[at] }),
      peakMiB: await process.peakMiB(),
      ...(greeting.kernelMiB !== undefined && { kernelMiB: greeting.kernelMiB }),
    };
  }));

  console.table(Object.fromEntries(
    contestants.map(({ name, median, minimum, maximum, lossDifference, peakMiB }) => [name, {
      "µs per step and network": median.toFixed(1),
      "min … max": `${minimum.toFixed(1)} … ${maximum.toFixed(1)}`,
      "loss difference": lossDifference?.toExponential(1) ?? "not compared",
      "peak MiB": peakMiB?.toFixed(0) ?? "unknown",
    }]),
  ));
  for (const { name, against, ratio, target, met } of contestants) {
    if (against === undefined) continue;
    const verdict = target ? `; target ${bound(target)}: ${met ? "met" : "missed"}` : "";
    console.log(`${name}: ${ratio!.toFixed(2)} times the time of "${against}"${verdict}`);
  }
  await writeResults(`training-peers-${contest}`, {
    unit: "µs per step and network",
    network,
    ...data,
    batchSize,
    rounds: ROUNDS,
    pinnedBy: pin.join(" "),
    // Processes at work, the measured one among them: what else ran.
    loadAverage: { before: loadBefore, after: Deno.loadavg()[0]! },
    ...(running.some(({ engine }) => engine === "C") && { gccOptions: GCC_OPTIONS.join(" ") }),
    lossTolerance: TOLERANCE,
    contestants,
  });
}

function meets(quotient: number, target: Target): boolean {
  return "atLeast" in target ? quotient >= target.atLeast : quotient <= target.atMost;
}

function bound(target: Target): string {
  const [word, value] = "atLeast" in target
    ? ["at least", target.atLeast]
    : ["at most", target.atMost];
  return `${word} ${Number(value.toFixed(3))}`;
}
