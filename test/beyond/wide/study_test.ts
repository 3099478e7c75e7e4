/** The studies of wide layers from training to their tables, on a few digits. */
import {
  deepStrictEqual as deepEqual,
  match,
  ok,
  rejects,
  strictEqual as equal,
} from "node:assert/strict";
import {
  WIDE_PRESETS,
  type WideConfig,
  wideConfigSchema,
} from "../../../lib/beyond/wide/config.ts";
import { requireWide, wideLayerCost } from "../../../lib/beyond/wide/context.ts";
import { structuredRows } from "../../../lib/beyond/wide/structure_findings.ts";
import { bestRows } from "../../../lib/paper/layers/rows.ts";
import { WIDE_LAYERS, type WideRow } from "../../../lib/beyond/wide/layers.ts";
import { WIDE_SUBNETWORKS } from "../../../lib/beyond/wide/subnetworks.ts";
import { subnetworkClaims } from "../../../lib/paper/claims/subnetworks.ts";
import { csvText } from "../../../lib/studies/table.ts";
import { type AnyStudy, Runner, runStudy } from "../../../lib/studies/mod.ts";
import { artifactOf } from "../../../lib/studies/step.ts";
import { ArtifactStore } from "../../../lib/system/artifacts/mod.ts";
import { inFolder } from "../../in_folder.ts";
import { permitted } from "../../permitted.ts";

const TOY: WideConfig = {
  ...WIDE_PRESETS.smoke,
  samples: { train: 400, test: 300 },
  hiddenWidths: [12, 9],
  otherWidths: [8],
  epochs: 1,
  calls: 5,
  islands: 2,
  rankBiasDraws: 2,
  subnetworkSizes: [5, "k* ladder"],
};

/** Both tables of a run in a folder. */
async function tables(folder: string, workers: number, keptOnly = false) {
  using runner = new Runner({ store: new ArtifactStore(folder), workers, keptOnly });
  const layers = await runStudy(WIDE_LAYERS, TOY, runner);
  const subnetworks = await runStudy(WIDE_SUBNETWORKS, TOY, runner);
  return {
    layers,
    subnetworks,
    csv: [csvText(WIDE_LAYERS.table(layers)), csvText(WIDE_SUBNETWORKS.table(subnetworks))],
  };
}

Deno.test(
  "tables, multiplets and claims of both studies",
  permitted,
  () =>
    inFolder(async (folder) => {
      const { layers, subnetworks: { subnetworks }, csv } = await tables(folder, 2);
      deepEqual(layers.widths.map(({ width }) => width), [8, 12]);
      equal(layers.layers, layers.widths[1]!.layers);
      const [header] = csv[0]!.split("\n");
      match(
        header!,
        /^width,network,layer,state,.*guarantee,largest_member_r_squared,random_multiplets_r_squared,frustrated_tri/,
      );

      // k* of the ladder search is the size of its smallest Ω, and synergy keeps that multiplet.
      for (const network of [0, 1]) {
        const best = bestRows(structuredRows(layers.layers)).filter((row) =>
          row.network === network && row.layer !== "fc_out"
        );
        const sizes = subnetworks.bestSizes.filter((one) =>
          one.network === network && one.search === "ladder"
        );
        deepEqual(sizes.map(({ size }) => size), best.map(({ size }) => size));
        const synergy = subnetworks.rows.find((row) =>
          row.network === network && row.strategy === "synergy" && row.size === "k* ladder"
        );
        deepEqual(synergy!.kept, best.map(({ multiplet }) => multiplet));
        // The greedy multiplets have the sizes of the ladder search, and exist at no other size.
        const greedy = subnetworks.rows.filter((row) =>
          row.network === network && row.strategy === "synergy-greedy" && row.retrained
        );
        deepEqual(new Set(greedy.map(({ size }) => size)), new Set(["k* ladder"]));
        const rows = layers.layers.rows.filter((row) =>
          row.network === network && row.search === "greedy" && row.end === "synergy"
        );
        deepEqual(
          greedy[0]!.kept,
          best.map(({ layer, size }) =>
            rows.find((row) => row.layer === layer && row.size === size)!.multiplet
          ),
        );
      }
      const claims = subnetworkClaims(subnetworks).filter(({ control }) => control === undefined);
      deepEqual([...new Set(claims.map(({ choices }) => choices["search"]))], ["ladder", "greedy"]);
      deepEqual([...new Set(claims.map(({ choices }) => choices["treatment of other neurons"]))], [
        "removed",
        "frozen",
      ]);
      ok(WIDE_LAYERS.findings(layers).length > 3);

      // All is kept: a run that computes nothing has the same tables.
      deepEqual((await tables(folder, 1, true)).csv, csv);
    }),
);

Deno.test(
  "one worker, two, and a run that was interrupted leave the same tables",
  permitted,
  () =>
    inFolder(async (folder) => {
      const alone = await tables(`${folder}/one`, 1);
      const interrupted = `${folder}/interrupted`;
      for (const after of [3, 9]) {
        using runner = new Runner({ store: new ArtifactStore(interrupted), workers: 2 });
        const controller = new AbortController();
        let results = 0;
        await rejects(
          runStudy(WIDE_LAYERS, TOY, runner, {
            signal: controller.signal,
            onProgress: ({ last }) => {
              if (last && ++results === after) controller.abort(new Error("interrupted"));
            },
          }),
          /interrupted/,
        );
      }
      deepEqual((await tables(interrupted, 2)).csv, alone.csv);
    }),
);

Deno.test("layers that are too wide, and settings that do not fit, are refused", () => {
  const huge = { ...TOY, hiddenWidths: [1000, 100] };
  let message = "";
  try {
    requireWide(huge, 2);
  } catch (error) {
    message = (error as Error).message;
  }
  match(message, /layer of 1000 units take about .*Possible: layers of at most \d+ units$/);
  requireWide(TOY, 2);
  // Where fewer calls are enough that is said, and where nothing is possible that is left out.
  const refusal = (config: WideConfig, maxSeconds: number) => {
    try {
      requireWide(config, 2, { maxSeconds, maxBytes: Infinity });
    } catch (error) {
      return (error as Error).message;
    }
    return "";
  };
  const { seconds } = wideLayerCost(6, TOY);
  const slow = { ...TOY, hiddenWidths: [6, 6], otherWidths: [], calls: 1_000_000 };
  match(refusal(slow, seconds), /Possible: .*--set calls=\d+$/);
  match(refusal(slow, 0), /for all 2 workers are allowed$/);
  const flaw = (changes: object) => {
    const { success, error } = wideConfigSchema.safeParse({ ...TOY, ...changes });
    return success ? "" : error.issues.map(({ message, path }) => `${message} at ${path}`).join();
  };
  equal(flaw({}), "");
  match(flaw({ frozenSizes: [7] }), /7 is not among subnetworkSizes/);
  match(
    flaw({ subnetworkSizes: ["k*"] }),
    /expected a number of neurons or "k\* ladder" at subnetworkSizes/,
  );
  match(
    flaw({ subnetworkSizes: [5], frozenSizes: [] }),
    /expected "k\* ladder" and at least one number/,
  );
  match(flaw({ strategies: ["synergy-greedy"] }), /expected synergy among them at strategies/);
  match(flaw({ dataset: "letters" }), /at dataset/);
  match(flaw({ controls: [] }), /controls/);
});

Deno.test(
  "keys of results, which a change would orphan, and golden numbers",
  permitted,
  () =>
    inFolder(async (folder) => {
      using runner = new Runner({ store: new ArtifactStore(folder), workers: 1 });
      const { layers, subnetworks: { subnetworks } } = await tables(folder, 1);
      const context = await WIDE_LAYERS.open(TOY, runner, {});
      const keys: Record<string, string> = {};
      for (const study of [WIDE_LAYERS, WIDE_SUBNETWORKS] as readonly AnyStudy[]) {
        const stages = study.stages(TOY, context);
        for (let next = stages.next([]); !next.done;) {
          const { step, inputs } = next.value;
          keys[step.kind] ??= runner.store.key(artifactOf(step, inputs[0]));
          next = stages.next(await runner.obtain(step, inputs));
        }
      }
      deepEqual(keys, {
        "network": "87b158dca6e27ff252c32733314c134272e96a6d2b4be0a94b53537323bc14bb",
        "wide-layer": "0f691dac36acbb7ba74d67f1e0b59bdd5a3176e352db3c3699babf0044cc7890",
        "layer-analysis": "4a37c060ba8fbbfd5ead77f1074930144f2b3bfd8e262436994d648aadad146b",
        "wide-rank-bias": "3418abeed83b450a1166bd577c2b2a7000f799284212e5e3de998a09b3505d4e",
        "wide-selection": "f7a36898f7a37856192220a380d41fc517f69a4a12f3b173dae5aadb34c36d84",
        "retraining": "9a6e2de61e39d8855df47134a2b53f5e905ed1fe9235ba0fb5b5417c37bf24b4",
      });
      const six = layers.layers.rows.filter(({ network, layer, size }) =>
        network === 1 && layer === "fc1" && size === 6
      );
      const found = (search: string, state: string, end: string) => {
        const row = six.find((one) =>
          one.search === search && one.state === state && one.end === end
        )!;
        return [row.multiplet.join(" "), row.oInformation!.toFixed(9)];
      };
      deepEqual(found("ladder", "trained", "redundancy"), ["0 2 4 5 6 10", "1.628004187"]);
      deepEqual(found("ladder", "trained", "synergy"), ["0 1 6 8 9 11", "-0.177701342"]);
      deepEqual(found("greedy", "trained", "synergy"), ["0 1 6 8 9 11", "-0.177701342"]);
      deepEqual(found("ladder", "untrained", "synergy"), ["2 4 7 8 9 11", "-0.078763084"]);
      const optima = six.filter(({ rSquared }) => rSquared !== undefined);
      const [optimum, other] = ["synergy", "redundancy"].map((end) =>
        optima.find((row) => row.end === end)!
      ) as [WideRow, WideRow];
      deepEqual(
        [
          optimum.rankBias!.toFixed(9),
          optimum.rSquared!.toFixed(9),
          optimum.frustrated,
          optimum.irreducible,
        ],
        ["0.109447795", "0.852810043", 0.3, true],
      );
      const { rSquared, randomRSquared, frustrated, layerFrustrated } = other;
      deepEqual(
        [rSquared!.toFixed(9), randomRSquared!.toFixed(9), frustrated, layerFrustrated],
        ["0.899048200", "0.784827116", 0, 37 / 110],
      );
      deepEqual([optimum.randomRSquared, optimum.layerFrustrated], [
        randomRSquared,
        layerFrustrated,
      ]);
      const accuracyOf = (strategy: string, removal: string) =>
        subnetworks.rows.find((row) =>
          row.network === 0 && row.strategy === strategy && row.removal === removal &&
          row.size === "k* ladder"
        )!.testAccuracy;
      equal(accuracyOf("synergy", "zero"), 44 / 300);
      equal(accuracyOf("redundancy", "frozen"), 33 / 300);
      equal(accuracyOf("magnitude", "zero"), 32 / 300);
    }),
);
