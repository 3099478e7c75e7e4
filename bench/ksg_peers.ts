/**
 * The O-information by nearest neighbours (K = 4) of one multiplet of 10,000 samples × 5 variables, beside JIDT and HOI:
 * `deno task bench:ksg-peers [JIDT] [HOI]`, both where none is named. JIDT needs a JDK (see `ksg_peers/jidt.ts`); without
 * one, a line says that it is left out.
 *
 * Contestants are processes on one core, and tell their processor time. Values have to agree before a time is told:
 * those of JIDT with ours, that of HOI with the same estimate in double precision. HOI, which takes minutes, computes
 * once, in the default scale.
 */
import { ok } from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { NEIGHBOUR_SCALES, type NeighbourScale, toVariables } from "../lib/information/mod.ts";
import { ksgMeasures, NEIGHBOURS } from "../lib/information/neighbours/ksg.ts";
import { scaledColumns } from "../lib/information/rescoring/ksg_estimator.ts";
import { measure, writeResults } from "./harness.ts";
import { jidt } from "./ksg_peers/jidt.ts";
import { ContestantProcess, pinning } from "./peers/contestant_process.ts";
import { peersPython } from "./peers/python.ts";
import { benchFeatures } from "./search_system.ts";

const ROUNDS = 5;
const SAMPLES = 10_000;
const VARIABLES = 5;
/** Seconds that ours may take. */
const TARGET = 2.5;

/**
 * JIDT's table of ψ starts from this number for Euler's constant, and ends below so many samples: from there on ψ(K) and
 * ψ(N) have different constants, which makes its Ω smaller by d − 2 times their difference.
 */
const EULER_OF_JIDT = 0.5772156;
const TABLE_OF_JIDT = 10_000;
const EULER = 0.5772156649015329;

/** Nats that values may be off: by rounding, and in single precision. */
const DOUBLE = 1e-9;
const SINGLE = 1e-4;

/** Why values of peers are not ours. */
const REASONS = {
  JIDT: `Euler's constant is ${EULER_OF_JIDT} in ψ(n) for n below ${TABLE_OF_JIDT}`,
  HOI:
    "another estimator: entropies of Kozachenko and Leonenko, each with the Euclidean neighbours in its own variables",
};

/** Who takes part, on columns of one scale. */
interface Candidate {
  readonly name: "ours" | keyof typeof REASONS;
  readonly scale: NeighbourScale;
  readonly command: readonly string[];
  /** Default: what it prints first. */
  readonly version?: string;
  /** The value that it must find, in nats. Default: what it prints first as its estimate in double precision. */
  readonly expected?: number;
  /** How far its value may be off, in nats. */
  readonly tolerance: number;
}

type Entrant = Required<Candidate> & {
  readonly process: ContestantProcess;
  /** What it has found, in nats. */
  oInformation?: number;
};

/** What it prints for a line of input. */
interface Answer {
  /** In nats. */
  readonly oInformation: number;
  readonly seconds: number;
}

const peers = Deno.args.length === 0 ? Object.keys(REASONS) : Deno.args;
const unknown = peers.filter((name) => !(name in REASONS));
if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(", ")}; peers are ${Object.keys(REASONS).join(", ")}`);
  Deno.exit(2);
}
const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const python = await peersPython();
const pin = await pinning();
if (pin.length === 0) console.error("Without taskset: contestants may change cores");
const folder = await Deno.makeTempDir();
const entrants: Entrant[] = [];
try {
  const theirs = peers.includes("JIDT") ? await jidt(python, folder) : undefined;
  if (theirs && "leftOut" in theirs) console.log(theirs.leftOut);
  const { columns } = toVariables(benchFeatures(VARIABLES, SAMPLES).features);
  for (const scale of NEIGHBOUR_SCALES) {
    const scaled = scaledColumns(columns, scale).map(({ values }) => values);
    const file = `${folder}/${scale}.f64`;
    const all = Float64Array.from(scaled.flatMap((values) => [...values]));
    await Deno.writeFile(file, new Uint8Array(all.buffer));
    const { oInformation: expected } = ksgMeasures(scaled.map((values) => [values]));
    const own = [Deno.execPath(), "run", "-A", path("ksg_peers/own_contestant.ts")];
    await enter({ name: "ours", scale, command: own, expected, tolerance: 0 }, file);
    if (theirs && "command" in theirs) {
      const shift = SAMPLES < TABLE_OF_JIDT ? 0 : (VARIABLES - 2) * (EULER - EULER_OF_JIDT);
      await enter(
        { name: "JIDT", scale, ...theirs, expected: expected - shift, tolerance: DOUBLE },
        file,
      );
    }
    if (scale === "copula" && peers.includes("HOI")) {
      const command = [python, path("peers/ksg_hoi.py")];
      await enter({ name: "HOI", scale, command, tolerance: SINGLE }, file);
    }
  }
  await compete();
} finally {
  await Promise.all(entrants.map(({ process }) => process.close()));
  await Deno.remove(folder, { recursive: true });
}

/** Starts a contestant on the values in a file. */
async function enter(candidate: Candidate, file: string): Promise<void> {
  const { name, scale, command } = candidate;
  const { process, greeting } = await ContestantProcess.start<
    { readonly version: string; readonly inDouble: number }
  >(`${name}, ${scale}`, [...pin, ...command, file, `${VARIABLES}`, `${NEIGHBOURS}`]);
  const { version, inDouble: expected } = greeting;
  entrants.push({ version, expected, ...candidate, process });
}

/** Seconds of one computation, whose value has to be the expected one. */
async function compute(entrant: Entrant): Promise<number> {
  const { name, scale, expected, tolerance, process } = entrant;
  const { oInformation, seconds } = await process.ask<Answer>("");
  ok(
    Math.abs(oInformation - expected) <= tolerance,
    `${name}, ${scale}: Ω is ${oInformation} nats, expected ${expected} ± ${tolerance}`,
  );
  entrant.oInformation = oInformation;
  return seconds;
}

/** Compares values and times; prints and writes the results. */
async function compete(): Promise<void> {
  const loadBefore = Deno.loadavg()[0]!;
  const slow = entrants.filter(({ name }) => name === "HOI");
  const others = entrants.filter((entrant) => !slow.includes(entrant));
  const timings = await measure(
    others.map((entrant) => ({ name: entrant.name, units: 1, run: () => compute(entrant) })),
    ROUNDS,
  );
  for (const entrant of slow) {
    const once = await compute(entrant);
    timings.push({ ...entrant, median: once, minimum: once, maximum: once, rounds: [once] });
  }
  const contestants = await Promise.all([...others, ...slow].map(async (entrant, at) => {
    const { name, scale, version, expected, oInformation, process } = entrant;
    const { median, minimum, maximum, rounds } = timings[at]!;
    const ours = timings[others.findIndex((one) => one.name === "ours" && one.scale === scale)]!;
    return {
      name,
      scale,
      version,
      median,
      minimum,
      maximum,
      rounds: rounds.length,
      ...(name !== "ours" && { timesOurs: median / ours.median }),
      oInformation: oInformation!,
      expected,
      difference: Math.abs(oInformation! - expected),
      ...(name !== "ours" && { differsFromOursBy: REASONS[name] }),
      peakMiB: await process.peakMiB(),
    };
  }));
  console.table(contestants.map(({ name, scale, median, timesOurs, oInformation, difference }) => ({
    name,
    scale,
    seconds: median.toFixed(2),
    "times ours": timesOurs?.toFixed(1) ?? "",
    "Ω, nats": oInformation,
    "off by": difference.toExponential(0),
  })));
  const slowest = Math.max(
    ...contestants.filter(({ name }) => name === "ours").map(({ median }) => median),
  );
  const met = slowest <= TARGET;
  console.log(
    `ours: at most ${slowest.toFixed(2)} s; target ${TARGET} s: ${met ? "met" : "missed"}`,
  );
  await writeResults("ksg-peers", {
    unit: "s of processor time, all threads, one multiplet",
    samples: SAMPLES,
    variables: VARIABLES,
    neighbours: NEIGHBOURS,
    pinnedBy: pin.join(" "),
    // Processes at work, the measured one among them: what else ran.
    loadAverage: { before: loadBefore, after: Deno.loadavg()[0]! },
    target: TARGET,
    met,
    contestants,
  });
}
