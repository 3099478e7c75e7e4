/**
 * Numbers of other tools on 200 samples of six variables and a label.
 *
 * `test/reference/o-information.json` was produced by running gcmi 0.5.0 (Python, commit 019d9a9), the
 * MATLAB version of gcmi in GNU Octave 7.3.0, THOI 0.2.42 (torch 1.13) and SciPy 1.10.1; every block
 * names its tool and units, and its README the meaning of the keys. Multiplet keys such as "0,1,3" are
 * 0-based columns, 6 is the label. Numbers marked there as a bug of one release are not used.
 */
import { ok } from "node:assert/strict";
import {
  discreteTarget,
  type FeatureMatrix,
  fromNats,
  type MultipletMeasures,
  toVariables,
  type Variables,
} from "../../lib/information/mod.ts";
import data from "../reference/o-information.json" with { type: "json" };

/** tc, dtc, o, s of a multiplet. */
interface MeasureNumbers {
  readonly tc: number;
  readonly dtc: number;
  readonly o: number;
  readonly s: number;
}

type ByMultiplet<Value> = Readonly<Record<string, Value>>;
type Corrections = Readonly<Record<"biascorrected" | "uncorrected", MeasureNumbers>>;
type Columns = readonly number[];

interface Reference {
  readonly data: { readonly x: readonly Columns[]; readonly label: Columns };
  readonly special_functions: {
    readonly ndtri: readonly (readonly [p: number, quantile: number])[];
    readonly psi: readonly (readonly [x: number, psi: number])[];
    readonly bias_ent_nats_N200: readonly (readonly [variables: number, bias: number])[];
  };
  readonly gcmi_python: {
    readonly ctransform_x: readonly Columns[];
    readonly copnorm_x: readonly Columns[];
    readonly copnorm_label_stable: Columns;
    readonly copnorm_relu_x4_stable: Columns;
    readonly ent_g_bits: Readonly<
      Record<
        | "raw_x_uncorrected"
        | "raw_x_biascorrected"
        | "copnorm_x_uncorrected"
        | "copnorm_x_biascorrected",
        ByMultiplet<number>
      >
    >;
    readonly gcmi_cc_bits: readonly {
      readonly x: Columns;
      readonly y: Columns;
      readonly gcmi_cc_biascorrected: number;
      readonly mi_gg_copnorm_uncorrected: number;
      readonly mi_gg_raw_biascorrected: number;
      readonly mi_gg_raw_uncorrected: number;
    }[];
    readonly gccmi_ccc_bits: readonly {
      readonly x: Columns;
      readonly y: Columns;
      readonly z: Columns;
      readonly gccmi_ccc_biascorrected: number;
      readonly cmi_ggg_copnorm_uncorrected: number;
    }[];
    readonly mi_with_label_bits: readonly {
      readonly x: Columns;
      readonly gcmi_model_cd_biascorrected: number;
      readonly mi_model_gd_copnorm_uncorrected_demeanedTrue: number;
      readonly mi_model_gd_raw_biascorrected: number;
      readonly gcmi_mixture_cd_python_as_shipped: number;
      readonly gcmi_mixture_cd_sigma_points_as_in_matlab: number;
      readonly mi_mixture_gd_raw_python_as_shipped: number;
      readonly mi_mixture_gd_raw_sigma_points_as_in_matlab: number;
    }[];
    readonly gccmi_ccd_bits: readonly {
      readonly x: Columns;
      readonly y: Columns;
      readonly CMI_given_label: number;
      readonly pooled_I: number;
    }[];
    readonly one_class_check_bits: {
      readonly set: Columns;
      readonly sigma_points_as_in_matlab: number;
    };
    readonly hoi_from_gcmi_ent_g_bits: Readonly<
      Record<
        "copnorm_x_uncorrected" | "copnorm_x_biascorrected",
        ByMultiplet<MeasureNumbers & { readonly o_eq1: number }>
      >
    >;
  };
  readonly gcmi_matlab: {
    readonly mi_with_label_bits: readonly {
      readonly x: number | Columns;
      readonly mi_mixture_gd_raw: number;
      readonly gcmi_model_cd: number;
      readonly gcmi_mixture_cd: number;
    }[];
    readonly copnorm_first5: readonly Columns[];
    readonly gcmi_cc_01_3: number;
    readonly gccmi_ccc_0_1_3: number;
    readonly ent_g_all: number;
  };
  readonly thoi: {
    readonly cov_of_copnorm_x_ddof1: readonly Columns[];
    readonly multiplets_x: ByMultiplet<Corrections>;
    readonly multiplets_x_and_label_stable: ByMultiplet<Corrections>;
    readonly local_tc_dtc_o_s_first5_samples_uncorrected_eps0: ByMultiplet<readonly Columns[]>;
    readonly local_mean_over_samples: ByMultiplet<Columns>;
  };
}

// The types that TypeScript finds in a file of this size are no help.
export const reference = data as unknown as Reference;

/** Columns, one array each, as rows of samples. */
export function fromColumns(columns: readonly ArrayLike<number>[]): FeatureMatrix {
  const samples = columns[0]!.length;
  const variables = columns.length;
  const values = Float64Array.from(
    { length: samples * variables },
    (_, at) => columns[at % variables]![Math.floor(at / variables)]!,
  );
  return { samples, variables, values };
}

/** Columns, one array each, as variables. */
export function variablesOf(
  columns: readonly ArrayLike<number>[],
  names?: readonly string[],
): Variables {
  return toVariables({ ...fromColumns(columns), ...(names && { names }) });
}

/** The same variables with other values. */
export function withValues(variables: Variables, change: (value: number) => number): Variables {
  return {
    ...variables,
    columns: variables.columns.map((column) => ({ ...column, values: column.values.map(change) })),
  };
}

/** The values of every column. */
export function valuesOf({ columns }: Pick<Variables, "columns">): number[][] {
  return columns.map(({ values }) => [...values]);
}

/** The six variables of the reference data. */
export const features = variablesOf(reference.data.x);

/** Its three-class label. */
export const target = discreteTarget(reference.data.label);

/** Asserts that two numbers differ by at most `tolerance`. */
export function close(actual: number, expected: number, tolerance: number, what = ""): void {
  const difference = Math.abs(actual - expected);
  ok(difference <= tolerance, `${what}: ${actual} and ${expected} differ by ${difference}`);
}

export function bits(nats: number): number {
  return fromNats(nats, "bits");
}

/** The columns of a key such as "0,1,3". */
export function columnsOf(key: string): number[] {
  return key.split(",").map(Number);
}

/** Asserts that the four measures are those of the reference, in its unit. */
export function closeMeasures(
  actual: MultipletMeasures,
  { tc, dtc, o, s }: MeasureNumbers,
  tolerance: number,
  what: string,
  unit: (nats: number) => number = (nats) => nats,
): void {
  close(unit(actual.totalCorrelation), tc, tolerance, `TC of ${what}`);
  close(unit(actual.dualTotalCorrelation), dtc, tolerance, `DTC of ${what}`);
  close(unit(actual.oInformation), o, tolerance, `Ω of ${what}`);
  close(unit(actual.sInformation), s, tolerance, `S of ${what}`);
}
