/**
 * A sweep on a real Slurm of two nodes: a job is cancelled and a node dies meanwhile, and the results are byte for byte those
 * of one machine.
 *
 *     deno task test:cluster
 * @module
 */
import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import { dirname, join } from "node:path";
import { results } from "../commands/_experiments.ts";
import { inFolder } from "../in_folder.ts";
import { ROOT } from "../sources.ts";
import { snakemake } from "./_environment.ts";
import { Slurm, type SlurmJob, whyNoSlurm } from "./slurm.ts";

/** A sweep of about a minute on one core, whose jobs take some seconds each. */
const SWEEP = {
  ...JSON.parse(await Deno.readTextFile(join(ROOT, "sweeps/readings-smoke.json"))),
  name: "cluster",
};
SWEEP.settings = { ...SWEEP.settings, epochs: 60 };

const seconds = (count: number) => new Promise((resolve) => setTimeout(resolve, 1000 * count));

/** Runs the command `sweep` with a store. */
async function sweep(data: string, ...args: string[]): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", join(ROOT, "lib/cli.ts"), "sweep", ...args],
    env: { MULTIPLET_DATA: data, NO_COLOR: "1" },
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  ok(success, text(stderr));
  return text(stdout);
}

/** The first running job that fits, as soon as there is one; `log` is what Snakemake has written. */
async function runningJob(
  slurm: Slurm,
  fits: (job: SlurmJob) => boolean,
  log: () => string,
): Promise<SlurmJob> {
  for (let second = 0; second < 60; second += 0.5) {
    const found = (await slurm.jobs()).find((job) => job.state === "R" && fits(job));
    if (found) return found;
    await seconds(0.5);
  }
  throw new Error(`No job ran within a minute:\n${log()}`);
}

const why = await whyNoSlurm();
if (why !== undefined && Deno.env.get("CI") === "true" && Deno.uid() === 0) {
  throw new Error(`Slurm cannot be tried: ${why}`);
}
if (why !== undefined) console.log(`Not tried on Slurm: ${why}.`);

Deno.test({
  name: "a sweep on Slurm survives a cancelled job and a dead node, with the bytes of one machine",
  ignore: why !== undefined,
  fn: () =>
    inFolder(async (folder) => {
      await Deno.chmod(folder, 0o755);
      const file = join(folder, "cluster.json");
      await Deno.writeTextFile(file, JSON.stringify(SWEEP));
      const [alone, shared] = [join(folder, "alone"), join(folder, "shared")];
      await sweep(alone, "run", file);
      const expected = await results(alone);

      const flow = join(folder, "flow");
      await sweep(shared, "workflow", file, "--out", flow, "--minutes", "0.1");
      const bin = dirname(await snakemake());
      await using slurm = await Slurm.start();
      const process = new Deno.Command(join(bin, "snakemake"), {
        args: [
          ...["--directory", flow, "--snakefile", join(flow, "Snakefile"), "--executor", "slurm"],
          ...["--jobs", "4", "--slurm-status-command", "squeue"],
          ...[
            "--slurm-init-seconds-before-status-checks",
            "2",
            "--seconds-between-status-checks",
            "2",
          ],
          ...["--default-resources", "slurm_account=none", "slurm_partition=main", "runtime=5"],
          ...["mem_mb=500", "--set-resources", "work:mem_mb=500", "work:runtime=5"],
          ...["--latency-wait", "10"],
        ],
        env: { PATH: `${bin}:${Deno.env.get("PATH")}`, NO_COLOR: "1" },
        stdout: "null",
        stderr: "piped",
      }).spawn();
      let log = "";
      const written = process.stderr.pipeThrough(new TextDecoderStream())
        .pipeTo(new WritableStream({ write: (text) => void (log += text) }));

      const cancelled = await runningJob(slurm, () => true, () => log);
      await slurm.cancel(cancelled);
      const other = await runningJob(
        slurm,
        ({ id }) => id !== cancelled.id,
        () => log,
      );
      await slurm.killNode(other.node);
      console.log("killed", new Date().toISOString(), other.id);
      await seconds(2);
      slurm.startNode(other.node);

      const { success } = await process.status;
      await written;
      Deno.writeTextFileSync("/tmp/cluster.log", log);
      ok(success, log.slice(-4000));
      deepEqual(await results(shared), expected);
      const status = await sweep(shared, "status", file);
      equal(status.split("\n")[0], "cluster: 8 of 8 readings have all results");
      ok(/Trying to restart job|restart|error|failed/i.test(log), "no job was repeated");
    }),
});
