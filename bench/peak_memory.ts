/** The most memory that a process has had. */

/**
 * The largest resident set of the process `pid` so far, all its threads together, in MiB, as the
 * kernel of Linux counts it; `null` elsewhere. Not `ru_maxrss`: that starts at what the parent had
 * when it forked. Deno reads `/proc` only with all permissions.
 */
export async function peakMiB(pid: number): Promise<number | null> {
  const status = await Deno.readTextFile(`/proc/${pid}/status`).catch(() => "");
  const kibibytes = /^VmHWM:\s*(\d+) kB$/m.exec(status)?.[1];
  return kibibytes === undefined ? null : Number(kibibytes) / 1024;
}
