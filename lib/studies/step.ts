/**
 * Units of work: what identifies one, how its result is kept, and what it works with. A step is work of about a
 * second or more; its inputs are JSON, so that another thread, process or machine can do it.
 */
import { z } from "zod";
import { jsonBytes, jsonOf, parseJsonFile } from "../system/artifacts/json.ts";
import type { Artifact, ArtifactFiles, ArtifactId, Json } from "../system/artifacts/mod.ts";

/** The value of an artifact, or what is wrong with it, in a clause such as `"layer.json is not JSON"`. */
export type Decoded<Value> = { readonly value: Value } | string;

/**
 * One kind of work. The output depends on the input alone, not on the inputs beside it, the thread or the
 * machine.
 *
 * @typeParam Input plain JSON
 * @typeParam Output what the work gives
 * @typeParam Value what is read back from the store
 */
export interface Step<Input, Output, Value = Output> {
  /** Kind of the artifact: lower-case letters, digits and hyphens. */
  readonly kind: string;
  /** Address of the module whose default export is this step: `import.meta.url`. */
  readonly module: string;
  /** Everything that the output depends on. With the kind it gives the key of the artifact. */
  identify(input: Input): Json;
  /** Name of the result, for messages and progress: `"network 3"`. */
  describe(input: Input): string;
  /** Files of the artifact. */
  encode(output: Output, input: Input): ArtifactFiles;
  /** The value in files that passed their checksums. */
  decode(artifact: Artifact, input: Input): Decoded<Value>;
  /** Notes kept beside the artifact, which no result depends on. */
  note?(input: Input): Json;
  /** Large values that the work needs; those of resources with `share` reach workers without a copy. */
  needs?(input: Input): readonly Need[];
  /** Whether the work must be done in the thread that asks for it. Default: it may go to a worker. */
  staysHere?(input: Input): boolean;
  /** Inputs that are worked on together: at most so many with the same text. Default: one by one. */
  readonly together?: { readonly most: number; by(input: Input): string };
  /** A few words on a finished value, shown beside progress. */
  remark?(value: Value): string;
  /** Does the work. Outputs are in the order of the inputs. */
  run(inputs: readonly Input[], tools: Tools): Promise<readonly Output[]>;
}

/** A step of any kind, as lists of steps hold it. */
export type AnyStep = Step<unknown, unknown, unknown>;

/** Progress of a piece of work, in any unit; the note is a few words such as the newest accuracy. */
export type WorkProgress = {
  readonly done: number;
  readonly total: number;
  readonly note?: string;
};

/** Tools of a step at work. */
export interface Tools {
  /** Aborting it rejects with its reason. */
  readonly signal?: AbortSignal | undefined;
  /** Tells how far the work is. */
  report(progress: WorkProgress): void;
  /** The result of an earlier step, from the store; computed in this thread where it is not there. */
  read<Input, Output, Value>(step: Step<Input, Output, Value>, input: Input): Promise<Value>;
  /** A large value by its reference; loaded once per thread at most. */
  resource<Ref, Value>(resource: Resource<Ref, Value>, ref: Ref): Promise<Value>;
}

/** A kind of large value that steps share, such as data sets. */
export interface Resource<Ref, Value> {
  /** Name of the kind. */
  readonly name: string;
  /** A text that names the value. */
  key(ref: Ref): string;
  /** The value, from files or computed. */
  load(ref: Ref): Promise<Value>;
  /** The same value in shared memory; without it each thread loads its own. */
  share?(value: Value): Value;
}

/** One value of a resource, by its reference. */
export type Need = { readonly resource: Resource<unknown, unknown>; readonly ref: unknown };

/**
 * One value of a resource that a step needs.
 *
 * @example
 * ```ts
 * import { need } from "@multiplet/multiplet/studies";
 * import { strictEqual as equal } from "node:assert/strict";
 * const digits = { name: "digits", key: (n: number) => `${n}`, load: (n: number) => Promise.resolve([n]) };
 * const { resource, ref } = need(digits, 3);
 * equal(resource.key(ref), "3");
 * ```
 */
export function need<Ref, Value>(resource: Resource<Ref, Value>, ref: Ref): Need {
  return { resource: resource as Resource<unknown, unknown>, ref };
}

/** The text by which one value of a resource is known. */
export function resourceKey<Ref, Value>(resource: Resource<Ref, Value>, ref: Ref): string {
  return `${resource.name} ${resource.key(ref)}`;
}

/** Kind and inputs of the artifact of an input. */
export function artifactOf<Input>(step: Step<Input, unknown, unknown>, input: Input): ArtifactId {
  return { kind: step.kind, inputs: step.identify(input) };
}

/** A schema of the library zod: the value where it fits, else what is wrong, and where. */
export type Schema<Value> = {
  safeParse(value: unknown): { readonly success: true; readonly data: Value } | {
    readonly success: false;
    readonly error: {
      readonly issues: readonly {
        readonly message: string;
        readonly path: readonly PropertyKey[];
      }[];
    };
  };
};

/** A number in a result. JSON has `null` for those that are not finite, which is read as NaN. */
export const storedNumber: z.ZodType<number> = z.number().nullable()
  .transform((value) => value ?? NaN);

/**
 * `encode` and `decode` of a step whose result is one JSON file. Numbers that are not finite are written as
 * `null`: `storedNumber` reads them.
 *
 * @param name of the file, e.g. `"layer.json"`
 * @example
 * ```ts
 * import { jsonFile } from "@multiplet/multiplet/studies";
 * import { deepStrictEqual as deepEqual } from "node:assert/strict";
 * import { z } from "zod";
 * const { encode, decode } = jsonFile("sum.json", () => z.object({ sum: z.number() }));
 * const files = encode({ sum: 5 }, null);
 * deepEqual(decode({ key: "", folder: "", sidecar: null, files }, null), { value: { sum: 5 } });
 * ```
 */
export function jsonFile<Input, Value>(
  name: string,
  schemaOf: (input: Input) => Schema<Value>,
): Pick<Step<Input, Value>, "encode" | "decode"> {
  return {
    encode: (value) => ({ [name]: new TextEncoder().encode(JSON.stringify(value) + "\n") }),
    decode: ({ files }, input) =>
      parseJsonFile(name, files[name], schemaOf(input) as z.ZodType<Value>),
  };
}

/** A step and inputs of it, which `deno task step FILE.json` runs. */
export interface StepFile {
  /** Address of the step's module, a file; a relative one begins in the folder of the file. */
  readonly module: string;
  readonly inputs: readonly unknown[];
}

const stepFileSchema = z.strictObject({ module: z.string(), inputs: z.array(z.json()).min(1) });

/** Several of them in one file, to be computed one after the other. */
const stepsFileSchema = z.strictObject({ steps: z.array(stepFileSchema).min(1) });

/** The steps of a file, which has one or a list of them, or what is wrong with it. */
export function parseStepFile(name: string, bytes: Uint8Array): Decoded<readonly StepFile[]> {
  const parsed = jsonOf(bytes);
  if (parsed !== null && typeof parsed === "object" && "steps" in parsed) {
    const several = parseJsonFile(name, bytes, stepsFileSchema);
    return typeof several === "string" ? several : { value: several.value.steps };
  }
  const one = parseJsonFile(name, bytes, stepFileSchema);
  return typeof one === "string" ? one : { value: [one.value] };
}

/** The bytes of a file with one step, or with several. */
export function stepFileBytes(steps: StepFile | readonly StepFile[]): Uint8Array {
  return jsonBytes((Array.isArray(steps) ? { steps } : steps) as unknown as Json);
}

/**
 * The default export of a module. Modules of steps and catalogues are named by their address, so that other threads
 * and machines find them; no bundler can follow that.
 */
export async function importDefault(module: string): Promise<unknown> {
  return (await import(module)).default;
}

/** The step that a module has as its default export. */
export async function importStep(module: string): Promise<AnyStep> {
  const step = await importDefault(module) as Partial<AnyStep> | undefined;
  if (typeof step?.run !== "function" || typeof step.identify !== "function") {
    throw new TypeError(`Cannot run a step of ${module}: its default export is no step`);
  }
  return step as AnyStep;
}
