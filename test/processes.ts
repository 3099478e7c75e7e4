/** Programs in processes of their own, run to their end. */
import { strictEqual as equal } from "node:assert/strict";
import { delimiter, dirname } from "node:path";

/** How a program ended, and what it wrote. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where and how a program runs. */
export interface ProgramOptions {
  /** Its working folder. Default: the one of this process. */
  readonly cwd?: string;
  /** Variables in addition to those of this process and `NO_COLOR=1`. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a program, whatever its exit status. */
export async function runProgram(
  command: string,
  args: readonly string[],
  options: ProgramOptions = {},
): Promise<Ended> {
  const { code, stdout, stderr } = await new Deno.Command(command, {
    ...options,
    args: [...args],
    env: { NO_COLOR: "1", ...options.env },
  }).output();
  const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, stdout: decode(stdout), stderr: decode(stderr) };
}

/** Runs Deno with arguments such as `["run", "script.ts"]`. */
export function runDeno(args: readonly string[], options?: ProgramOptions): Promise<Ended> {
  return runProgram(Deno.execPath(), args, options);
}

/** The standard output of a run of Deno that has to succeed. */
export async function denoOutput(
  args: readonly string[],
  options?: ProgramOptions,
): Promise<string> {
  const { code, stdout, stderr } = await runDeno(args, options);
  equal(code, 0, stderr);
  return stdout;
}

/** The variable `PATH` with the Deno that runs this process before all others. */
export function pathWithDeno(): string {
  return `${dirname(Deno.execPath())}${delimiter}${Deno.env.get("PATH") ?? ""}`;
}
