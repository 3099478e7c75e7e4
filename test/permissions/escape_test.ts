/** Training has no way out: not to the network, not to other programs, not beyond its own folder. */
import {
  deepStrictEqual as deepEqual,
  match,
  notStrictEqual as notEqual,
  ok,
  strictEqual as equal,
} from "node:assert/strict";
import { inFolder } from "../in_folder.ts";
import { permitted } from "../permitted.ts";
import { withCheckout } from "./_checkout.ts";
import type { Attempts } from "./_escape_while_training.ts";

/** A server that counts its visitors. */
async function withListener(
  test: (port: number, visitors: () => number) => Promise<void>,
): Promise<void> {
  let visitors = 0;
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const listening = (async () => {
    for await (const connection of listener) {
      visitors++;
      connection.close();
    }
  })();
  try {
    await test(listener.addr.port, () => visitors);
  } finally {
    listener.close();
    await listening;
  }
}

Deno.test(
  "while it trains, every way out of the process is refused, in workers too",
  permitted,
  () =>
    withListener((port, visitors) =>
      inFolder((outside) =>
        withCheckout(async ({ root, deno }) => {
          const { code, stdout, stderr } = await deno([
            ...["run", "--quiet", "--no-prompt", "--cached-only", "-P=train"],
            ...["--config", `${root}/deno.json`, "test/permissions/_escape_while_training.ts"],
            JSON.stringify({ port, outside }),
            ...["--preset", "smoke", "--set", "networks=2", "--set", "epochs=4", "--workers", "2"],
          ]);
          equal(code, 0, stderr);
          const { status, mainThread, worker } = JSON.parse(stdout) as Attempts;
          equal(status, 0);
          equal([...Deno.readDirSync(`${root}/data/runs/network`)].length, 2);
          match(stderr, /preset smoke, trainer fused\nnetworks: [\s\S]*2 of 2\n/);

          for (const attempts of [mainThread, worker]) {
            ok(attempts.length > 1, "attempts while it trains");
            for (const [way, outcome] of attempts.flatMap((one) => Object.entries(one))) {
              const refusal = way.startsWith("import")
                ? /--cached-only is specified/
                : /^NotCapable: Requires (net|run|ffi|write) access/;
              match(outcome, refusal, way);
            }
          }
          equal(visitors(), 0);
          deepEqual([...Deno.readDirSync(outside)], []);
          deepEqual([...Deno.readDirSync(`${root}/data`)].map(({ name }) => name), ["runs"]);

          // The listener would have noticed.
          (await Deno.connect({ hostname: "127.0.0.1", port })).close();
          while (visitors() === 0) await new Promise((resolve) => setTimeout(resolve, 1));
          notEqual(visitors(), 0);
        })
      )
    ),
);
