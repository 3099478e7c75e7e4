import { deepStrictEqual as deepEqual, ok, rejects } from "node:assert/strict";
import { join } from "node:path";
import { readFeatures, readLabels, TableError } from "../../../lib/data/tables/mod.ts";
import { inFolder } from "../../in_folder.ts";
import { permitted } from "../../permitted.ts";
import { npyFile, utf8 } from "./npy_file.ts";

Deno.test("the ending of the file name chooses the reader, in any case", permitted, async () => {
  await inFolder(async (folder) => {
    const npy = join(folder, "x.NPY");
    const csv = join(folder, "x.csv");
    await Deno.writeFile(npy, npyFile({ shape: [2, 1], values: Float64Array.of(1, 2) }));
    await Deno.writeFile(csv, utf8("a\n1\n2\n"));
    const values = Float64Array.of(1, 2);
    deepEqual(await readFeatures(npy), { samples: 2, variables: 1, values });
    deepEqual(await readFeatures(csv), { samples: 2, variables: 1, values, names: ["a"] });
    deepEqual(await readLabels(csv), [1, 2]);
    deepEqual(await readLabels(csv, { column: "a" }), [1, 2]);
    await rejects(readLabels(npy, { column: "a" }), /x\.NPY: expected a \.csv file with the col/);
  });
});

Deno.test(
  "another ending, a missing file and a folder are table errors that name the path",
  permitted,
  async () => {
    await inFolder(async (folder) => {
      await Deno.mkdir(join(folder, "f.npy"));
      for (const name of ["x.npz", "x", "missing.csv", "f.npy"]) {
        const path = join(folder, name);
        await rejects(readFeatures(path), (error) => {
          ok(error instanceof TableError && error.message.startsWith(`${path}: expected a file`));
          return true;
        });
      }
    });
  },
);

Deno.test(
  "devices, and files that claim more than 4 GiB, are refused unread",
  permitted,
  async () => {
    await inFolder(async (folder) => {
      const [device, huge] = [join(folder, "zero.csv"), join(folder, "huge.npy")];
      await Deno.symlink("/dev/zero", device);
      await rejects(
        readFeatures(device),
        /zero\.csv: expected a file to read, found a device or a pipe/,
      );
      await Deno.writeFile(huge, new Uint8Array());
      await Deno.truncate(huge, 2 ** 40);
      await rejects(
        readLabels(huge),
        /huge\.npy: expected a file of at most 4294967296 bytes to read, found 1099511627776/,
      );
    });
  },
);
