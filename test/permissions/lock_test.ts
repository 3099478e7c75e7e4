/** No task runs, the gate among them, with a lock file that does not fit `deno.json`. */
import {
  deepStrictEqual as deepEqual,
  match,
  notStrictEqual as notEqual,
  strictEqual as equal,
} from "node:assert/strict";
import { join } from "node:path";
import config from "../../deno.json" with { type: "json" };
import { inFolder } from "../in_folder.ts";
import { permitted } from "../permitted.ts";
import { runDeno } from "../processes.ts";
import { serveRegistry } from "./_registry.ts";

Deno.test(
  "no task begins when deno.json asks for other versions than the lock file has",
  permitted,
  () =>
    inFolder(async (folder) => {
      await using registry = serveRegistry();
      const deno = (...args: string[]) =>
        runDeno(args, {
          cwd: folder,
          env: {
            DENO_DIR: join(folder, "cache"),
            NPM_CONFIG_REGISTRY: `http://127.0.0.1:${registry.addr.port}/`,
          },
        });
      const { lock: locking } = config;
      const write = (version: string) =>
        Deno.writeTextFile(
          join(folder, "deno.json"),
          JSON.stringify({
            imports: { tiny: `npm:tiny@${version}` },
            lock: locking,
            tasks: { ok: "echo passed" },
          }),
        );
      await write("1.0.0");
      const made = await deno("install", "--frozen=false");
      equal(made.code, 0, made.stderr);
      const lock = await Deno.readTextFile(join(folder, "deno.lock"));
      match(lock, /tiny@1\.0\.0/);
      const passed = await deno("task", "ok");
      deepEqual([passed.code, passed.stdout], [0, "passed\n"]);

      await write("1.0.1");
      for (const args of [["task", "ok"], ["install"], ["install", "--frozen"]]) {
        const { code, stdout, stderr } = await deno(...args);
        notEqual(code, 0);
        match(stderr, /lockfile is out of date/i);
        equal(stdout, "");
      }
      equal(await Deno.readTextFile(join(folder, "deno.lock")), lock);
    }),
);
