/**
 * Writes `smoke.json`, the pinned values of the preset `smoke`:
 *
 *     deno run -A test/pins/write.ts
 *
 * The artifacts of studies that existed at commit 778665a have the values of that commit, and must keep them: a change of
 * theirs orphans the results in people's stores. Figures and verdicts may change where that is meant; the commit says why.
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
