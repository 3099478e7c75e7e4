/** A contestant in a process of its own, which works when it is told to. */
import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { peakMiB } from "../peak_memory.ts";
import { ONE_THREAD } from "./python.ts";

export class ContestantProcess {
  readonly #name: string;
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  /** Why it has ended. */
  readonly #end: Promise<string>;

  private constructor(name: string, command: readonly string[]) {
    this.#name = name;
    const [program, ...parameters] = command;
    this.#child = spawn(program!, parameters, {
      stdio: ["pipe", "pipe", "inherit"],
      env: { ...Deno.env.toObject(), ...ONE_THREAD },
    });
    this.#end = new Promise((resolve) => {
      this.#child.once("exit", (status) => resolve(`exit status ${status}`));
      this.#child.once("error", ({ message }) => resolve(message));
    });
    this.#lines = createInterface({ input: this.#child.stdout! })[Symbol.asyncIterator]();
  }

  /** Starts `command` and waits for the first line that it prints, which is JSON. */
  static async start<Greeting>(
    name: string,
    command: readonly string[],
  ): Promise<{ process: ContestantProcess; greeting: Greeting }> {
    const process = new ContestantProcess(name, command);
    return { process, greeting: await process.#answer() };
  }

  /** What it prints, as JSON, after it has read a line. */
  ask<Answer>(line: string): Promise<Answer> {
    this.#child.stdin!.write(`${line}\n`);
    return this.#answer();
  }

  /** The most memory it has had so far, in MiB; `null` where it is not known. */
  peakMiB(): Promise<number | null> {
    return peakMiB(this.#child.pid!);
  }

  /** Ends it. */
  async close(): Promise<void> {
    this.#child.stdin!.end();
    await this.#end;
  }

  async #answer<Answer>(): Promise<Answer> {
    const line = await Promise.race([this.#lines.next(), this.#end]);
    if (typeof line === "string" || line.done) {
      throw new Error(`${this.#name} has ended without an answer (${await this.#end})`);
    }
    return JSON.parse(line.value) as Answer;
  }
}

/** The start of a command that keeps it on one core; empty where `taskset` cannot do that. */
export async function pinning(): Promise<string[]> {
  const prefix = ["taskset", "--cpu-list", "1"];
  const [program, ...parameters] = prefix;
  const works = await new Deno.Command(program!, { args: [...parameters, "true"] }).output()
    .then(({ success }) => success, () => false);
  return works ? prefix : [];
}
