/**
 * Writes `smoke.json`, the pinned values of the preset `smoke`:
 *
 *     deno run -A test/pins/write.ts
 *
 * Only for what is new. The values are those of commit 778665a, in whose checkout this program was run,
 * with the notebook 01 that keeps its figures as files. A pinned value that is meant to change stays as
 * it is and gets an entry in `changes.ts`.
 */
import { inFolder } from "../in_folder.ts";
import { pinsOf } from "./_pins.ts";
import { runSmoke } from "./_smoke_run.ts";

await inFolder(async (folder) => {
  const pins = await pinsOf(await runSmoke(folder));
  await Deno.writeTextFile(
    new URL("./smoke.json", import.meta.url),
    JSON.stringify(pins, null, 2) + "\n",
  );
});
