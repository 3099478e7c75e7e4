/** The contests of `deno task bench:training-peers`: networks, samples, and who trains them. */
import { CONVOLUTIONAL, PAPER, type Protocol, WIDE } from "../protocol.ts";
import { type BenchSamples, cifarSamples, trainingSamples } from "../samples.ts";
import type { Engine } from "./engines.ts";

/** A bound of a quotient. */
export type Target = { readonly atLeast: number } | { readonly atMost: number };

/** One engine with one number of networks. */
export interface Entrant {
  readonly name: string;
  readonly engine: Engine;
  /** Networks that it trains at once on the same batches. Default 1. */
  readonly networks?: number;
  /** Steps of one round: enough to take about half a second. */
  readonly steps: number;
  /** First steps whose losses are compared. Default: an epoch; 0 where no peer trains the same. */
  readonly compared?: number;
  /** What its program is told beyond the number of networks and of compared steps. */
  readonly options?: readonly string[];
  /** The entrant by whose time its own is divided; absent for those that others are compared with. */
  readonly against?: string;
  /** Bound of that quotient; absent where none is set. */
  readonly target?: Target;
}

/** Engines that train one network on one data set. */
export interface Contest {
  /** Name on the command line and in the names of results. */
  readonly name: string;
  readonly protocol: Protocol;
  readonly samples: () => Promise<BenchSamples>;
  readonly entrants: readonly Entrant[];
}

const OURS = "ours";
const OURS_20 = "ours, 20 at once";

const JAX = { name: "JAX, jitted scan", engine: "JAX", against: OURS } as const;
const PYTORCH = { name: "PyTorch, eager", engine: "PyTorch", against: OURS } as const;
const TFJS = { name: "tfjs, wasm", engine: "tfjs", against: OURS } as const;

/** The wide network, on a data set where PyTorch should take at least so many times our time. */
function wide(data: string, atLeast: number): Contest {
  return {
    name: `${data}-100`,
    protocol: WIDE,
    samples: () => trainingSamples(data),
    entrants: [
      { name: OURS, engine: "ours", steps: 1875 },
      { ...JAX, steps: 1875 },
      { ...PYTORCH, steps: 1000, target: { atLeast } },
      { ...TFJS, steps: 200 },
    ],
  };
}

/** The convolutional network with the last maps of its convolutions removed. */
function removed(conv1: number, conv2: number): Entrant {
  return {
    name: `ours, ${conv1} of 16 and ${conv2} of 32 maps removed`,
    engine: "ours",
    steps: 40,
    compared: 0,
    options: [JSON.stringify({ conv1, conv2 })],
    against: OURS,
    target: { atMost: 0.6 },
  };
}

/** All contests, in their order. */
export const CONTESTS: readonly Contest[] = [
  {
    name: "mnist-20",
    protocol: PAPER,
    samples: () => trainingSamples("mnist"),
    entrants: [
      { name: OURS, engine: "ours", steps: 15_000 },
      { name: "C", engine: "C", steps: 15_000, against: OURS, target: { atLeast: 0.8 } },
      { ...JAX, steps: 7500, target: { atLeast: 1.5 } },
      { ...PYTORCH, steps: 1875, target: { atLeast: 6 } },
      { ...TFJS, steps: 400 },
      { name: OURS_20, engine: "ours", networks: 20, steps: 1875 },
      {
        name: "JAX, jitted scan, 20 by vmap",
        engine: "JAX",
        networks: 20,
        steps: 1875,
        against: OURS_20,
        target: { atLeast: 1.1 },
      },
    ],
  },
  wide("mnist", 1.5),
  wide("fashion-mnist", 1),
  {
    name: "cifar-10",
    protocol: CONVOLUTIONAL,
    samples: cifarSamples,
    entrants: [
      { name: OURS, engine: "ours", steps: 25 },
      { ...JAX, name: "JAX, jitted step", steps: 25 },
      // Ours may take 1.5 times PyTorch's time.
      { ...PYTORCH, steps: 25, target: { atLeast: 1 / 1.5 } },
      {
        ...PYTORCH,
        name: "PyTorch, eager, channels last in memory",
        steps: 25,
        options: ["channels_last"],
      },
      { ...TFJS, steps: 3, compared: 60 },
      // Of 48 maps 20 are removed.
      removed(7, 13),
      removed(4, 16),
      removed(10, 10),
    ],
  },
];
