/**
 * Writes the digits of the pinned training run as IDX files, for `first_steps.py`:
 * `deno run -A test/reference/export_digits.ts FOLDER`.
 */
import { join } from "node:path";
import { pinnedDigits } from "./pinned_run.ts";

const folder = Deno.args[0]!;
await Deno.mkdir(folder, { recursive: true });
const { train } = (await pinnedDigits()).parts;

function header(magic: number, sizes: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 + 4 * sizes.length));
  [magic, ...sizes].forEach((value, at) => view.setUint32(4 * at, value));
  return new Uint8Array(view.buffer);
}

const inputs = train.inputs as Uint8Array;
await Deno.writeFile(
  join(folder, "images.idx"),
  Uint8Array.from([...header(0x803, [train.count, 28, 28]), ...inputs]),
);
await Deno.writeFile(
  join(folder, "labels.idx"),
  Uint8Array.from([...header(0x801, [train.count]), ...train.labels]),
);
