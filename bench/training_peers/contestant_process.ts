/** A contestant in a process of its own, which trains when it is told to. */
import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { peakMiB } from "../peak_memory.ts";
import { ONE_THREAD } from "../peers/python.ts";

/** The first line that a contestant prints. */
interface Greeting {
  /** Names and versions of its program. */
  readonly version: string;
  /** Networks × first steps: the mean loss of a batch before its step, in nats. */
  readonly losses: readonly (readonly number[])[];
  /** Memory of our kernel in use. */
  readonly kernelMiB?: number;
}

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

  /** Starts `command` and waits until its first steps are done. */
  static async start(
    name: string,
    command: readonly string[],
  ): Promise<{ process: ContestantProcess; greeting: Greeting }> {
    const process = new ContestantProcess(name, command);
    return { process, greeting: await process.#answer() };
  }

  /** Seconds that `steps` more steps took, by the contestant's own clock. */
  async round(steps: number): Promise<number> {
    this.#child.stdin!.write(`${steps}\n`);
    const { seconds } = await this.#answer<{ seconds: number }>();
    return seconds;
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

  async #answer<T = Greeting>(): Promise<T> {
    const line = await Promise.race([this.#lines.next(), this.#end]);
    if (typeof line === "string" || line.done) {
      throw new Error(`${this.#name} has ended without an answer (${await this.#end})`);
    }
    return JSON.parse(line.value) as T;
  }
}
