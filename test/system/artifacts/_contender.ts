/**
 * One of several processes at work on one store: `_contender.ts ROOT SEED ROUNDS`. It writes, reads and
 * damages artifacts as its seed has it, fails when it meets one that is not whole, and prints what it
 * has met.
 */
import { deepStrictEqual as deepEqual } from "node:assert/strict";
import { join } from "node:path";
import { ArtifactStore } from "../../../lib/system/artifacts/mod.ts";
import { integerBelow, randomSource } from "../../../lib/system/random/mod.ts";
import { FRAGILE, SPOILT_BYTES, unitFiles, unitId, UNITS } from "./_units.ts";

/** What a contender has met. */
export interface Encounters {
  /** Reads that found an artifact, and those that found none. */
  whole: number;
  absent: number;
  written: number;
  /** Damaged artifacts that it has put aside. */
  damages: number;
}

if (import.meta.main) {
  const [root, seed, rounds] = Deno.args;
  const random = randomSource(Number(seed));
  const met: Encounters = { whole: 0, absent: 0, written: 0, damages: 0 };
  const store = new ArtifactStore(root!, { onDamage: () => void met.damages++ });
  for (let round = 0; round < Number(rounds); round++) {
    const index = integerBelow(random, UNITS);
    const action = integerBelow(random, 8);
    if (action === 0) {
      await Deno.truncate(join(store.folder(unitId(index)), FRAGILE), SPOILT_BYTES)
        .catch((error) => {
          if (!(error instanceof Deno.errors.NotFound)) throw error;
        });
    } else if (action < 4) {
      const { files } = await store.write(unitId(index), unitFiles(index), { seed: Number(seed) });
      deepEqual(files, unitFiles(index));
      met.written++;
    } else {
      const found = await store.read(unitId(index));
      if (found) deepEqual(found.files, unitFiles(index));
      if (found) met.whole++;
      else met.absent++;
    }
  }
  console.log(JSON.stringify(met));
}
