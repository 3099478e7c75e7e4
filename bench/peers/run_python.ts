/** Runs a script of this folder: a job in on standard input, its result out, both as JSON. */
import { fileURLToPath } from "node:url";
import { ONE_THREAD, peersPython } from "./python.ts";

/** Starts `script` in the peers' Python; rejects when it fails, which it explains on standard error. */
export async function runPython<Result>(script: string, job: unknown): Promise<Result> {
  const child = new Deno.Command(await peersPython(), {
    args: [fileURLToPath(new URL(script, import.meta.url))],
    env: ONE_THREAD,
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(JSON.stringify(job)));
  await writer.close();
  const { success, code, stdout } = await child.output();
  if (!success) throw new Error(`${script} ended with exit status ${code}`);
  return JSON.parse(new TextDecoder().decode(stdout)) as Result;
}
