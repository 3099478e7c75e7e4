/**
 * Which Deno will do. All commands load this: it imports nothing.
 * @module
 */

/** Something about Jupyter or a notebook failed; subclasses say what. */
export class JupyterError extends Error {
  override readonly name: string = "JupyterError";
}

/** Python, Deno, the network or `.venv` is not as needed; the message says how to mend it. */
export class SetupError extends JupyterError {
  override readonly name = "SetupError";
}

/** The oldest Deno whose kernel, permission sets and test runner the project can use. */
const OLDEST_DENO = "2.9.0";

/** Compares dotted versions by their numbers: negative when `a` is the older one. */
export function compareVersions(a: string, b: string): number {
  const left = a.split(/[.+-]/).map(Number);
  const right = b.split(/[.+-]/).map(Number);
  for (let part = 0; part < Math.min(left.length, right.length, 3); part++) {
    const difference = left[part]! - right[part]!;
    if (difference !== 0) return difference;
  }
  return 0;
}

/**
 * Does nothing on a Deno that is new enough.
 *
 * @throws SetupError on an older one
 */
export function requireDeno(version: string = Deno.version.deno): void {
  if (compareVersions(version, OLDEST_DENO) >= 0) return;
  throw new SetupError(
    `Deno ${OLDEST_DENO} or newer is needed, this is ${version}; run \`deno upgrade\`, ` +
      `or start the same command with \`npx -y deno@${OLDEST_DENO} task …\``,
  );
}
