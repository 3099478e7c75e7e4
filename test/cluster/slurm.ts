/** Slurm with two nodes on the loopback interface of this machine, set up in a temporary folder and torn down. */
import { join } from "node:path";

/** Its configuration has to lie here: Snakemake's plugin passes no other place on. */
const CONFIGURATION = "/etc/slurm/slurm.conf";

const PROGRAMS = ["munged", "slurmctld", "slurmd", "sbatch", "squeue", "scancel", "runuser"];

/** A reason why Slurm cannot be set up here; `undefined` where it can. */
export async function whyNoSlurm(): Promise<string | undefined> {
  if (Deno.build.os !== "linux" || Deno.uid() !== 0) return "it needs to be root on Linux";
  for (const program of PROGRAMS) {
    const { success } = await output("sh", ["-c", `command -v ${program}`]);
    if (!success) return `it needs ${program}: apt-get install slurm-wlm munge`;
  }
  const found = await Deno.readTextFile(CONFIGURATION).catch(() => undefined);
  return found === undefined || isOurs(found)
    ? undefined
    : `${CONFIGURATION} is there already, of another cluster`;
}

/** The name of the cluster of these tests. */
const CLUSTER = "ClusterName=multiplet-test";

const isOurs = (configuration: string) => configuration.startsWith(`${CLUSTER}\n`);

/** Ends the daemons of a test that was killed, and removes what it left. */
async function removeLeftovers(): Promise<void> {
  const found = await Deno.readTextFile(CONFIGURATION).catch(() => "");
  const [, folder] = /^StateSaveLocation=(.*)\/state$/m.exec(found) ?? [];
  if (!isOurs(found) || folder === undefined) return;
  const pids = ["slurmctld.pid", ...Slurm.NODES.map((node) => `slurmd-${node}.pid`), "munge/pid"];
  for (const name of pids) {
    const pid = await Deno.readTextFile(join(folder, name)).catch(() => "");
    if (/^\d+\s*$/.test(pid)) await output("kill", ["-KILL", pid.trim()]);
  }
  await Deno.remove(CONFIGURATION);
  await Deno.remove(folder, { recursive: true }).catch(() => {});
}

async function output(command: string, args: readonly string[]) {
  const { success, stdout, stderr } = await new Deno.Command(command, { args: [...args] }).output();
  const decoder = new TextDecoder();
  return { success, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}

/** A job in the queue. */
export interface SlurmJob {
  readonly id: string;
  readonly state: string;
  readonly node: string;
}

/** A running Slurm. Dispose of it at the end. */
export class Slurm implements AsyncDisposable {
  readonly #folder: string;
  readonly #processes = new Map<string, Deno.ChildProcess>();
  #hasConfiguration = false;

  /** The names of its nodes. */
  static readonly NODES = ["n1", "n2"] as const;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** Starts all daemons, and waits until both nodes are idle. */
  static async start(): Promise<Slurm> {
    await removeLeftovers();
    const slurm = new Slurm(await Deno.makeTempDir());
    try {
      await slurm.#begin();
      return slurm;
    } catch (error) {
      await slurm[Symbol.asyncDispose]();
      throw error;
    }
  }

  async #begin(): Promise<void> {
    await Deno.chmod(this.#folder, 0o755);
    const munge = join(this.#folder, "munge");
    await Deno.mkdir(munge);
    await Deno.writeFile(join(munge, "key"), crypto.getRandomValues(new Uint8Array(128)), {
      mode: 0o400,
    });
    await output("chown", ["-R", "munge:munge", munge]);
    this.#spawn("munged", "runuser", [
      ...["-u", "munge", "--", "munged", "--foreground", `--socket=${munge}/socket`],
      ...[`--key-file=${munge}/key`, `--pid-file=${munge}/pid`],
      ...[`--log-file=${munge}/log`, `--seed-file=${munge}/seed`],
    ]);
    for (const name of ["state", ...Slurm.NODES.map((node) => `spool-${node}`)]) {
      await Deno.mkdir(join(this.#folder, name));
    }
    await Deno.writeTextFile(CONFIGURATION, this.#configuration());
    this.#hasConfiguration = true;
    await this.#until(
      "munged answers",
      async () => (await output("munge", ["-n", `--socket=${munge}/socket`])).success,
    );
    this.#spawn("slurmctld", "slurmctld", ["-D"]);
    for (const node of Slurm.NODES) this.startNode(node);
    await this.#until("both nodes are idle", async () => {
      const { stdout } = await output("sinfo", ["--noheader", "--Node", "--format=%t"]);
      return stdout.trim().split("\n").filter((state) => state === "idle").length === 2;
    });
  }

  #configuration(): string {
    const host = Deno.hostname();
    const folder = this.#folder;
    return [
      CLUSTER,
      `SlurmctldHost=${host}(127.0.0.1)`,
      ...["SlurmUser=root", "SlurmdUser=root", "SlurmctldPort=26817"],
      ...["AuthType=auth/munge", `AuthInfo=socket=${folder}/munge/socket`],
      ...["CredType=cred/munge", "MpiDefault=none"],
      ...["ProctrackType=proctrack/linuxproc", "TaskPlugin=task/none"],
      ...["JobAcctGatherType=jobacct_gather/none"],
      ...["AccountingStorageType=accounting_storage/none"],
      ...["SelectType=select/cons_tres", "SelectTypeParameters=CR_Core"],
      ...["MinJobAge=300", "ReturnToService=2", "SlurmdTimeout=5", "KillWait=1", "JobRequeue=0"],
      `StateSaveLocation=${folder}/state`,
      `SlurmdSpoolDir=${folder}/spool-%n`,
      `SlurmctldPidFile=${folder}/slurmctld.pid`,
      `SlurmdPidFile=${folder}/slurmd-%n.pid`,
      `SlurmctldLogFile=${folder}/slurmctld.log`,
      `SlurmdLogFile=${folder}/slurmd-%n.log`,
      ...Slurm.NODES.map((node, at) =>
        `NodeName=${node} NodeHostname=${host} NodeAddr=127.0.0.1 Port=${26818 + at} CPUs=1 ` +
        "RealMemory=2500 State=UNKNOWN"
      ),
      "PartitionName=main Nodes=n1,n2 Default=YES MaxTime=INFINITE State=UP",
      "",
    ].join("\n");
  }

  #spawn(name: string, command: string, args: readonly string[]): void {
    const process = new Deno.Command(command, {
      args: [...args],
      ...{ stdin: "null", stdout: "null", stderr: "null" } as const,
    }).spawn();
    this.#processes.set(name, process);
  }

  async #until(what: string, holds: () => Promise<boolean>): Promise<void> {
    for (let second = 0; second < 60; second++) {
      if (await holds()) return;
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
    const logs = await output("sh", ["-c", `tail -n 5 ${this.#folder}/*.log`]);
    throw new Error(`Slurm: not within a minute: ${what}\n${logs.stdout}`);
  }

  /** The jobs that are waiting or running. */
  async jobs(): Promise<SlurmJob[]> {
    const { stdout } = await output("squeue", ["--noheader", "--format=%i %t %N"]);
    return stdout.trim().split("\n").filter((line) => line !== "").map((line) => {
      const [id = "", state = "", node = ""] = line.split(" ");
      return { id, state, node };
    });
  }

  /** Ends a job as an administrator does. */
  async cancel({ id }: SlurmJob): Promise<void> {
    await output("scancel", [id]);
  }

  /** Starts the daemon of a node. */
  startNode(node: string): void {
    this.#spawn(node, "slurmd", ["-D", "-N", node]);
  }

  /** Kills the daemon of a node and what runs there, as when a machine loses its power. */
  async killNode(node: string): Promise<void> {
    const jobs = (await this.jobs()).filter((job) => job.node === node);
    await this.#kill(node);
    for (const { id } of jobs) await output("pkill", ["-KILL", "-f", `slurmstepd: \\[${id}`]);
    for (const { id } of jobs) await killTree(id);
  }

  async #kill(name: string): Promise<void> {
    const process = this.#processes.get(name);
    this.#processes.delete(name);
    if (process === undefined) return;
    try {
      // The parent of munged passes no signal on that cannot be caught.
      process.kill(name === "munged" ? "SIGTERM" : "SIGKILL");
    } catch {
      // It has ended by itself.
    }
    await process.status;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const job of this.#hasConfiguration ? await this.jobs() : []) await this.cancel(job);
    for (const node of [...this.#processes.keys()].reverse()) await this.#kill(node);
    if (this.#hasConfiguration) await Deno.remove(CONFIGURATION);
    await Deno.remove(this.#folder, { recursive: true });
  }
}

/** Kills what a job started: its processes have its number in their environment. */
async function killTree(id: string): Promise<void> {
  for (const { name } of Deno.readDirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const environment = await Deno.readTextFile(`/proc/${name}/environ`).catch(() => "");
    if (environment.split("\0").includes(`SLURM_JOB_ID=${id}`)) {
      await output("kill", ["-KILL", name]);
    }
  }
}
