/** Writes the explorer, the page with a demonstration inside, and opens it. */
import { fileURLToPath } from "node:url";
import { atomicWrite } from "../system/files/atomic_write.ts";
import { explorerPage } from "./page_file.ts";

/** Opens a file as its user would, where the system has a command for that. */
async function openFile(path: string): Promise<void> {
  const commands: Partial<Record<typeof Deno.build.os, string[]>> = {
    darwin: ["open"],
    linux: ["xdg-open"],
    windows: ["cmd", "/c", "start", ""],
  };
  const [command, ...args] = commands[Deno.build.os] ?? [];
  if (command === undefined) return;
  await new Deno.Command(command, { args: [...args, path], stdout: "null", stderr: "null" })
    .output().catch(() => undefined);
}

if (import.meta.main) {
  const file = new URL("../../reports/explorer.html", import.meta.url);
  await Deno.mkdir(new URL(".", file), { recursive: true });
  await atomicWrite(fileURLToPath(file), await explorerPage());
  console.log(`The explorer is ${file.href}: open it in a browser, and drop files on it.`);
  if (!Deno.args.includes("--no-open")) await openFile(fileURLToPath(file));
}
