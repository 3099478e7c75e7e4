/**
 * The workflow of a sweep on this machine, killed with all its jobs at random moments: `KILLS` times, 3 by default.
 *
 *     deno task test:cluster
 * @module
 */
import { deepStrictEqual as deepEqual, ok } from "node:assert/strict";
import { basename, dirname, join } from "node:path";
import { kinds } from "../commands/_experiments.ts";
import { assertSurvivesKills, KILLS } from "../commands/_killed.ts";
import { inFolder } from "../in_folder.ts";
import { ROOT } from "../sources.ts";
import { snakemake } from "./_environment.ts";

Deno.test(
  `a workflow killed at ${KILLS} random moments and started again gives the undisturbed bytes`,
  () =>
    inFolder(async (folder) => {
      const bin = dirname(await snakemake());
      const environment = { PATH: `${bin}:${Deno.env.get("PATH")}`, NO_COLOR: "1" };
      const workflow = (data: string) => join(folder, basename(data));
      const inFlow = (data: string) => {
        const flow = workflow(data);
        return ["--directory", flow, "--snakefile", join(flow, "Snakefile")];
      };
      const finish = async (command: string, args: readonly string[], data: string) => {
        const { success, stderr } = await new Deno.Command(command, {
          args: [...args],
          env: { ...environment, MULTIPLET_DATA: data },
        }).output();
        ok(success, new TextDecoder().decode(stderr));
      };
      const files = kinds(
        await assertSurvivesKills({
          start: async (data) => {
            const isNew = await Deno.lstat(workflow(data)).then(() => false, () => true);
            if (isNew) {
              await finish(Deno.execPath(), [
                ...["run", "-A", "--quiet", join(ROOT, "lib/cli.ts"), "sweep", "workflow"],
                ...[join(ROOT, "sweeps/readings-smoke.json"), "--out", workflow(data)],
                ...["--minutes", "0.1"],
              ], data);
            } else await finish("snakemake", [...inFlow(data), "--unlock"], data);
            // A session of its own, so that its jobs are killed with it.
            return new Deno.Command("setsid", {
              args: [
                ...["snakemake", ...inFlow(data), "--executor", "local", "--cores", "2"],
                "--rerun-incomplete",
              ],
              env: environment,
              stdout: "null",
              stderr: "piped",
            }).spawn();
          },
          kill: ({ pid }) => {
            new Deno.Command("kill", { args: ["-KILL", "--", `-${pid}`] }).outputSync();
          },
        }),
      );
      const { retraining, ...others } = files;
      deepEqual(others, { network: 4, "reading-layer": 16, selection: 16 });
      ok(retraining! > 40, `${retraining} re-trainings`);
    }),
);
