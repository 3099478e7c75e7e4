/** The options of the page: those of the command `analyze`, by the same names. */
import { SEARCH_METHODS } from "../../analysis/mod.ts";
import { readableName } from "../../analysis/formats.ts";
import { MAP_LAYOUTS } from "../../data/tables/mod.ts";
import { INFORMATION_UNITS, TARGET_ENCODINGS, TIE_RULES } from "../../information/mod.ts";
import { shellWord } from "../../data/tables/advice.ts";
import type { RequestTexts } from "../../request/request.ts";

/** Options that are one text, or are on or off. */
type FieldName = {
  [Name in keyof RequestTexts]-?: RequestTexts[Name] extends string | boolean | undefined ? Name
    : never;
}[keyof RequestTexts];

/** An option on the page. */
export interface Field {
  readonly name: FieldName;
  readonly label: string;
  /** What it does, and what it is without an answer. */
  readonly hint: string;
  /** `file`: one of the files on the page; a list: one of its texts. */
  readonly kind: "file" | "text" | "flag" | readonly string[];
}

/** Options under one heading. */
export interface FieldGroup {
  readonly title: string;
  readonly fields: readonly Field[];
}

const readable = (names: readonly string[]) => [...new Set(names.map(readableName))];

/** The first group is always open. */
export const FIELD_GROUPS: readonly FieldGroup[] = [
  {
    title: "Files",
    fields: [
      {
        name: "features",
        label: "Features",
        hint: "Numbers: a row for each sample, a column for each variable.",
        kind: "file",
      },
      {
        name: "labels",
        label: "Labels",
        hint: "A class for each sample. Without them, the analysis is of the variables alone.",
        kind: "file",
      },
      {
        name: "label-column",
        label: "Column of the labels",
        hint: "Name or number from 0; in the file of labels, or else in the features.",
        kind: "text",
      },
      {
        name: "groups",
        label: "Groups",
        hint: "Column or file that says which samples belong together, such as frames of a video.",
        kind: "text",
      },
    ],
  },
  {
    title: "Columns and samples",
    fields: [
      {
        name: "columns",
        label: "Columns to analyse",
        hint: "Such as 0,5-7 or a,b. Default: all.",
        kind: "text",
      },
      {
        name: "without",
        label: "Columns to leave out",
        hint: "As above. Default: none.",
        kind: "text",
      },
      {
        name: "drop-degenerate",
        label: "Leave out columns that cannot be analysed",
        hint:
          "Constant ones, copies, and those that others determine. Otherwise they are an error.",
        kind: "flag",
      },
      {
        name: "drop-samples",
        label: "Leave out samples with missing values",
        hint: "Otherwise they are an error.",
        kind: "flag",
      },
      {
        name: "continuous",
        label: "The label is a quantity",
        hint: "Not a class.",
        kind: "flag",
      },
      {
        name: "maps",
        label: "Feature maps",
        hint: "Of arrays with three or four axes: mean, max, components:Q or positions:COUNT.",
        kind: "text",
      },
      {
        name: "layout",
        label: "Axes of such an array",
        hint: "nchw as in PyTorch, nhwc as in Keras, ntd for tokens.",
        kind: MAP_LAYOUTS,
      },
    ],
  },
  {
    title: "Which multiplets",
    fields: [
      {
        name: "sizes",
        label: "Sizes of multiplets",
        hint: "Such as 2-6. Default: all that the number of samples supports.",
        kind: "text",
      },
      {
        name: "top",
        label: "Multiplets at each end of a size",
        hint: "Default: 1.",
        kind: "text",
      },
      {
        name: "search",
        label: "Search",
        hint: "Default: exhaustive where it takes seconds, else ladder.",
        kind: readable(SEARCH_METHODS),
      },
      {
        name: "label-encoding",
        label: "How the label enters",
        hint: "Default: ordinal.",
        kind: readable(TARGET_ENCODINGS),
      },
      {
        name: "multiplets",
        label: "Multiplets to measure as well",
        hint: "Such as 0,1,3;a,b.",
        kind: "text",
      },
      {
        name: "max-seconds",
        label: "Longest time in seconds",
        hint: "What is estimated to take longer is refused. Default: 1800.",
        kind: "text",
      },
    ],
  },
  {
    title: "Is it more than chance?",
    fields: [
      {
        name: "significance",
        label: "Tests",
        hint: "all, or some of split, target, max. Default: none.",
        kind: "text",
      },
      {
        name: "draws",
        label: "Permutations",
        hint: "From 19. Default: 999.",
        kind: "text",
      },
      { name: "seed", label: "Seed of all random numbers", hint: "Default: 0.", kind: "text" },
    ],
  },
  {
    title: "Estimate",
    fields: [
      { name: "units", label: "Unit", hint: "Default: bits.", kind: INFORMATION_UNITS },
      { name: "ties", label: "Ranks of equal values", hint: "Default: average.", kind: TIE_RULES },
      {
        name: "estimator",
        label: "Estimator",
        hint: "Gaussian formulas on ranks (copula, default) or on the values (gaussian).",
        kind: ["copula", "gaussian"],
      },
      {
        name: "no-bias-correction",
        label: "No bias correction",
        hint: "Entropies are not corrected for the number of samples.",
        kind: "flag",
      },
    ],
  },
];

const FIELDS = FIELD_GROUPS.flatMap(({ fields }) => fields);

/** The fields that a message names by their options, such as `--sizes`. */
export function fieldsIn(message: string): Field[] {
  return FIELDS.filter(({ name }) => new RegExp(`--${name}(?![a-z-])`).test(message));
}

/** The command that gives the same result. */
export function commandOf(texts: RequestTexts): string {
  const words = FIELDS.flatMap(({ name }) => {
    const value = texts[name];
    if (value === undefined || value === false) return [];
    return value === true ? [`--${name}`] : [`--${name}`, shellWord(value)];
  });
  return ["deno task analyze", ...words].join(" ");
}

/** Options as the address of the page has them, behind `#`; files are named, not included. */
export function addressOf(texts: RequestTexts): string {
  const known = FIELDS.flatMap(({ name }) => {
    const value = texts[name];
    return value === undefined || value === false ? [] : [[name, String(value)]];
  });
  return new URLSearchParams(known).toString();
}

/** The options in an address; what is no option of the page is left out. */
export function textsOf(address: string): RequestTexts {
  const given = new URLSearchParams(address.replace(/^#/, ""));
  const known = FIELDS.flatMap(({ name, kind }): [FieldName, string | boolean][] => {
    const value = given.get(name);
    if (value === null || value === "" || (kind === "flag" && value !== "true")) return [];
    return [[name, kind === "flag" ? true : value]];
  });
  return Object.fromEntries(known);
}
