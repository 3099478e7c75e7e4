/** Arrays of `.npz` files, which `numpy.savez` and `numpy.savez_compressed` write: zip archives of `.npy` files. */
import { shellWord } from "./advice.ts";
import { chosenArray } from "./arrays.ts";
import { type ByteBlob, Cursor } from "./bytes.ts";
import { TableError } from "./error.ts";
import type { MapReading } from "./maps.ts";
import { readNpy, readNpyHeader } from "./npy.ts";
import type { Table } from "./table.ts";
import { zipContents, zipEntries, type ZipEntry } from "./zip.ts";

/** Reads the array with a name, or the only one. @throws TableError that lists the arrays if there is none */
export async function readNpz(
  blob: ByteBlob,
  file: string,
  name: string | undefined,
  maps?: MapReading,
): Promise<Table> {
  const all = await zipEntries(blob, file);
  const arrays = all.flatMap((entry) =>
    entry.name.endsWith(".npy")
      ? { name: entry.name.slice(0, -4), entry, describe: () => description(blob, entry, file) }
      : []
  );
  if (arrays.length === 0) {
    const expected = "an archive of arrays, saved by numpy.savez";
    throw new TableError({ file, expected, found: otherArchive(all, file) });
  }
  const { entry } = await chosenArray(file, arrays, name);
  const cursor = new Cursor(await zipContents(blob, entry, file));
  try {
    // Only bytes that are in the archive as they are prove their number.
    return await readNpy(cursor, file, { size: entry.size, sized: entry.method === 0 }, maps);
  } finally {
    await cursor.close();
  }
}

async function description(blob: ByteBlob, entry: ZipEntry, file: string): Promise<string> {
  try {
    const cursor = new Cursor(await zipContents(blob, entry, file));
    try {
      const { shape, descr } = await readNpyHeader(cursor, file);
      return `(${shape.join(", ")}) ${descr.slice(0, 10).replace(/[^\w<>|]/g, "?")}`;
    } finally {
      await cursor.close();
    }
  } catch (error) {
    if (error instanceof TableError) return "(damaged)";
    throw error;
  }
}

/** What an archive without arrays is. */
function otherArchive(entries: readonly ZipEntry[], file: string): string {
  const has = (pattern: RegExp) => entries.some(({ name }) => pattern.test(name));
  if (has(/(^|\/)data\.pkl$/)) {
    return 'a PyTorch file: np.save("x.npy", torch.load(FILE, weights_only=True).numpy())';
  }
  if (has(/^\[Content_Types\]\.xml$/)) {
    return 'an Excel file: pd.read_excel(FILE).to_csv("x.csv", index=False)';
  }
  return entries.length === 0
    ? "an empty archive"
    : `other files; unpack them: unzip ${shellWord(file)}`;
}
