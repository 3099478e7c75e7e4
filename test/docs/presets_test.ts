/** Numbers of the README that other tests compute. */
import { strictEqual as equal } from "node:assert/strict";
import { join } from "node:path";
import { PRESETS } from "../../lib/paper/config.ts";
import { permitted } from "../permitted.ts";
import pinned from "../pins/smoke.json" with { type: "json" };
import { ROOT } from "../sources.ts";

/** The row of a preset in the README's table. */
async function rowOf(preset: string): Promise<string> {
  const readme = await Deno.readTextFile(join(ROOT, "README.md"));
  return readme.split("\n").find((line) => line.startsWith(`| \`--preset ${preset}\``)) ?? "";
}

Deno.test("the README's sub-networks of smoke are those of the pins", permitted, async () => {
  const told = /(\d+) sub-networks/.exec(await rowOf("smoke"))?.[1];
  // One of the pinned re-trainings is of another configuration, with one pruned layer.
  const { artifacts, arms } = pinned;
  equal(Number(told), artifacts.retraining.count - 1 + arms.retraining.count);
});

Deno.test("the README's networks and epochs are those of the presets", permitted, async () => {
  for (const [preset, { networks, epochs }] of Object.entries(PRESETS)) {
    const row = await rowOf(preset);
    equal(Number(/(\d+) (accepted )?networks/.exec(row)?.[1]), networks, preset);
    equal(Number(/(\d+) epochs/.exec(row)?.[1]), epochs, preset);
  }
});
