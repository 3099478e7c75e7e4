/**
 * Numbers of other estimators: `test/reference/estimators.json`, whose README names the tools, versions and commands. The
 * samples of set b are made here by the rule in its `scripts["gen.py"]`: only + − · and comparisons, the same bits in any
 * language.
 */
import { type DiscreteTarget, discreteTarget } from "../../../lib/information/mod.ts";
import { reference } from "../reference.ts";
import data from "../../reference/estimators.json" with { type: "json" };

function* uniforms(seed: number): Generator<number, never> {
  for (let state = seed;;) yield (state = (48_271 * state) % 2_147_483_647) / 2_147_483_647;
}

/** Sums of twelve uniform numbers, minus 6. */
export function* irwinHallNormals(seed: number): Generator<number, never> {
  const uniform = uniforms(seed);
  for (;;) {
    let sum = 0;
    for (let draw = 0; draw < 12; draw++) sum += uniform.next().value;
    yield sum - 6;
  }
}

type Columns = readonly number[];

/** Numbers of a multiplet, in nats. */
interface Numbers {
  readonly o: number;
  readonly tc: number;
  readonly dtc: number;
  readonly s: number;
}

/** What stands in the file for a set. */
export interface SetNumbers {
  readonly jidt: {
    readonly ksg: readonly {
      readonly multiplet: Columns;
      readonly K: number;
      readonly normalise: boolean;
      readonly o: number;
      readonly tc_algorithm1: number;
      readonly dtc: number;
      readonly s: number;
    }[];
    readonly ksg_copula_columns: readonly {
      readonly multiplet: Columns;
      readonly K: number;
      readonly o: number;
      /** Of `statistics.NormalDist` of Python, and of a normal quantile that is exactly odd. */
      readonly brute_force_with_other_inverse_normals: {
        readonly o: readonly [number, odd: number];
        readonly tc1: readonly [number, odd: number];
      };
    }[];
  };
  readonly own: {
    readonly ross: readonly {
      readonly columns: Columns;
      readonly K: number;
      readonly ross2014: number;
    }[];
  };
  readonly plug_in: {
    readonly multiplets: Readonly<
      Record<string, { readonly miller_madow: Numbers; readonly occupied_cells: number }>
    >;
    readonly with_label: Readonly<Record<string, { readonly miller_madow: Numbers }>>;
  };
  readonly cv_bound: Readonly<
    Record<
      string,
      {
        readonly h_y: number;
        readonly divisor_n_minus_1: { readonly unclipped: number; readonly bound: number };
      }
    >
  >;
}

// The types that TypeScript finds in a file of this size are no help.
export const ESTIMATORS = data as unknown as {
  readonly results: { readonly a: SetNumbers; readonly b: SetNumbers };
  readonly params: {
    readonly set:
      & { readonly seed: number; readonly N: number }
      & Readonly<
        Record<"tail" | "a" | "b" | "c" | "d" | "e" | "f" | "g" | "h" | "t0" | "t1", number>
      >;
    readonly null: {
      readonly seed: number;
      readonly m: number;
      readonly B: number;
      readonly effects: readonly number[];
    };
    readonly pvalues: readonly number[];
  };
  readonly tables: {
    readonly benjamini_hochberg: { readonly adjusted_fdr_bh: readonly number[] };
    readonly westfall_young: {
      readonly observed: readonly number[];
      readonly null_first_two_draws: readonly (readonly number[])[];
      readonly one_sided: WestfallYoung;
      readonly two_sided: WestfallYoung;
    };
  };
};

interface WestfallYoung {
  readonly step_down: readonly number[];
  readonly single_step: readonly number[];
  readonly unadjusted: readonly number[];
}

/** Samples of a set: its columns, and a class of each. */
export interface ReferenceSet {
  readonly columns: readonly Float64Array[];
  readonly target: DiscreteTarget;
}

/** @param samples other than in the file, for longer sets of the same kind */
export function madeSet(samples: number = ESTIMATORS.params.set.N): ReferenceSet {
  const p = ESTIMATORS.params.set;
  const normal = irwinHallNormals(p.seed);
  const rows: number[][] = [];
  const labels: number[] = [];
  for (let row = 0; row < samples; row++) {
    const z = Array.from({ length: 9 }, () => normal.next().value) as [number, ...number[]];
    const at = (place: number) => z[place]!;
    const x0 = at(0);
    const x1 = at(1) + p.tail * ((at(1) * at(1)) * at(1));
    rows.push([
      x0,
      x1,
      (p.a * at(0) + p.b * at(1)) + p.c * at(2),
      at(0) * at(1) + p.d * at(3),
      at(0) + p.e * at(4),
      at(5),
    ]);
    labels.push(2 * Number(x0 + p.g * at(7) > p.t0) + Number(x1 + p.h * at(8) > p.t1));
  }
  const columns = Array.from(rows[0]!, (_, j) => Float64Array.from(rows, (row) => row[j]!));
  return { columns, target: discreteTarget(labels) };
}

/** The samples of set a: those of the older reference. */
export function sharedSet(): ReferenceSet {
  const { x, label } = reference.data;
  return { columns: x.map((column) => Float64Array.from(column)), target: discreteTarget(label) };
}
