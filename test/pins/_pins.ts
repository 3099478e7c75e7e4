/** What is pinned of a run, and how it is told. */
import { join, relative } from "node:path";
import { sha256 } from "../../lib/system/artifacts/json.ts";
import { claimSummaries } from "../../lib/studies/verdict.ts";
import { readPng } from "../figures/png_pixels.ts";
import { filesIn } from "../sources.ts";
import { keysIn, type SmokeRun } from "./_smoke_run.ts";

/** A kind of unit of work, and one unit of it that is told file by file. */
export interface PinnedVariant {
  readonly kind: string;
  readonly key: string;
  /** SHA-256 of each file by its path in the artifact. */
  readonly files: Readonly<Record<string, string>>;
}

/** The pinned values. */
export interface Pins {
  /** How many artifacts of each kind, and SHA-256 over their keys and the SHA-256 of their files. */
  readonly artifacts: Readonly<Record<string, { readonly count: number; readonly sha256: string }>>;
  /** The same of the arms beside figure 2, which the other artifacts are without. */
  readonly arms: Pins["artifacts"];
  /** One artifact of each variant of work. */
  readonly variants: Readonly<Record<string, PinnedVariant>>;
  /** SHA-256 of each figure and of its numbers, by file name. */
  readonly figures: Readonly<Record<string, string>>;
  /** Headlines of claims and of their controls, and SHA-256 over all verdicts, word for word. */
  readonly verdicts: {
    readonly headlines: Readonly<Record<string, string>>;
    readonly sha256: string;
  };
}

/** What an artifact says of itself, as far as variants are told apart by it. */
interface Manifest {
  readonly kind: string;
  readonly inputs: {
    readonly index?: number;
    readonly layer?: string;
    readonly searched?: { readonly layer: string };
    readonly network?: string;
    readonly selection?: string;
    readonly removal?: string;
    readonly fresh?: number | null;
    readonly prunedLayer?: number | null;
    readonly dataset?: string;
  };
}

interface Stored extends PinnedVariant {
  readonly inputs: Manifest["inputs"];
}

/** Which unit of work stands for which variant; of several, the one with the smallest key. */
function variantsOf(all: readonly Stored[]): Record<string, (one: Stored) => boolean> {
  const selections = all.filter(({ kind }) => kind === "selection");
  const validated = new Set(
    selections.filter(({ inputs }) => inputs.selection === "validation")
      .map(({ inputs }) => inputs.network),
  );
  const retraining =
    (matches: (inputs: Manifest["inputs"]) => boolean) => ({ kind, inputs }: Stored) =>
      kind === "retraining" && matches(inputs);
  const ordinary = ({ network, prunedLayer }: Manifest["inputs"]) =>
    prunedLayer === null && !validated.has(network);
  return {
    "network": ({ key, kind, inputs }) =>
      kind === "network" && inputs.index === 0 && !validated.has(key),
    "network without validation samples": ({ key, kind, inputs }) =>
      kind === "network" && inputs.index === 0 && validated.has(key),
    "layer fc1": ({ kind, inputs }) => kind === "layer" && inputs.layer === "fc1",
    "layer fc_out": ({ kind, inputs }) => kind === "layer" && inputs.layer === "fc_out",
    "label encodings of fc1": ({ kind, inputs }) =>
      kind === "layer-encodings" && inputs.searched?.layer === "fc1",
    "bias of the ranks of fc1": ({ kind, inputs }) =>
      kind === "rank-bias" && inputs.searched?.layer === "fc1",
    "selection": ({ kind, inputs }) =>
      kind === "selection" && inputs.selection === "test" && inputs.prunedLayer === null,
    "selection on validation samples": ({ kind, inputs }) =>
      kind === "selection" && inputs.selection === "validation",
    "selection in one layer": ({ kind, inputs }) =>
      kind === "selection" && inputs.prunedLayer !== null,
    "re-training, others removed": retraining((inputs) =>
      ordinary(inputs) && inputs.removal === "zero" && inputs.fresh === null
    ),
    "re-training, others frozen": retraining((inputs) =>
      ordinary(inputs) && inputs.removal === "frozen"
    ),
    "re-training, fresh weights": retraining((inputs) => ordinary(inputs) && inputs.fresh !== null),
    "re-training, one pruned layer": retraining(({ prunedLayer }) => prunedLayer !== null),
    "re-training, chosen on validation samples": retraining(({ network }) =>
      validated.has(network)
    ),
  };
}

/** The values of a run that are pinned. */
export async function pinsOf(run: SmokeRun): Promise<Pins> {
  const { runs, withoutArms, figures, verdicts } = run;
  const all = (await artifactsIn(runs)).sort((a, b) => a.key < b.key ? -1 : 1);
  const stored = all.filter(({ key }) => withoutArms.has(key));
  const variants = Object.entries(variantsOf(stored)).map(([name, matches]) => {
    const found = stored.find(matches);
    if (found === undefined) throw new Error(`The run has no ${name}`);
    const { kind, key, files } = found;
    return [name, { kind, key, files }];
  });
  return {
    artifacts: artifactPins(stored),
    arms: artifactPins(all.filter(({ key }) => !withoutArms.has(key))),
    variants: Object.fromEntries(variants),
    figures: Object.fromEntries(
      Object.entries(await textsIn(figures)).map(([name, text]) => [name, sha256(text)]),
    ),
    verdicts: {
      headlines: Object.fromEntries(
        claimSummaries(verdicts).flatMap(({ claim, headline, controls }) => [
          [claim, headline],
          ...controls.map((one) => [`${claim}, ${one.name}`, one.headline]),
        ]),
      ),
      sha256: sha256(JSON.stringify(verdicts)),
    },
  };
}

function artifactPins(all: readonly Stored[]): Pins["artifacts"] {
  const kinds = Map.groupBy(all, ({ kind }) => kind);
  return Object.fromEntries(
    [...kinds].sort().map(([kind, own]) => [kind, {
      count: own.length,
      sha256: sha256(JSON.stringify(own.map(({ key, files }) => [key, files]))),
    }]),
  );
}

/**
 * The text of each figure and of its numbers, by file name and in its order. Compressed pictures stand
 * there as the SHA-256 of their pixels, and the ids hashed from them are left out: the compressed bytes
 * depend on the zlib in use.
 */
export async function textsIn(figures: string): Promise<Record<string, string>> {
  const names = (await Array.fromAsync(Deno.readDir(figures), ({ name }) => name)).sort();
  const texts = names.map(async (name) => {
    const text = await Deno.readTextFile(join(figures, name));
    return [
      name,
      text.replaceAll(
        /data:image\/png;base64,[^"]*/g,
        (uri) => sha256(JSON.stringify(readPng(uri))),
      )
        .replaceAll(/figure-[0-9a-f]{10}/g, "figure"),
    ];
  });
  return Object.fromEntries(await Promise.all(texts));
}

/** All finished artifacts; times and machines, which lie beside them, are no part of a result. */
async function artifactsIn(runs: string): Promise<Stored[]> {
  const found: Stored[] = [];
  for await (const { kind, key } of keysIn(runs)) {
    const folder = join(runs, kind, key);
    const paths = (await Array.fromAsync(filesIn(folder))).sort();
    const results = paths.filter((path) => !path.endsWith("sidecar.json"));
    const files = await Promise.all(
      results.map(async (path) => [relative(folder, path), sha256(await Deno.readFile(path))]),
    );
    const { inputs }: Manifest = JSON.parse(
      await Deno.readTextFile(join(folder, "artifact.json")),
    );
    found.push({ kind, key, files: Object.fromEntries(files), inputs });
  }
  return found;
}
