import { deepStrictEqual as deepEqual, ok, rejects } from "node:assert/strict";
import { join } from "node:path";
import {
  parseFeatures,
  parseLabels,
  readFeatures,
  readLabels,
  TableError,
  type TableSource,
} from "../../../lib/data/tables/mod.ts";
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
        /huge\.npy: expected a \.npy file of at most 4294967296 bytes, found 1099511627776/,
      );
    });
  },
);

/** A stream of bytes, so many at a time. */
function streamOf(bytes: Uint8Array, size: number): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(at, at += size));
    },
  });
}

const npy = Uint8Array.from(
  npyFile({ shape: [2, 3], values: Float32Array.of(1, 2, 3, 4, 5, 6), descr: "<f4" }),
);
const csv = Uint8Array.from(utf8('a,"é"\n1,2\n3,4\n'));

Deno.test("bytes, streams in pieces of any size, blobs and responses give the same table", async () => {
  for (const [bytes, name] of [[npy, "x.npy"], [csv, "x.csv"]] as const) {
    const expected = await parseFeatures(bytes, name);
    const sources: TableSource[] = [
      new Blob([bytes]),
      new File([bytes], "another name"),
      new Response(bytes).body!,
      ...[1, 7, 1000].map((size) => streamOf(bytes, size)),
    ];
    for (const source of sources) deepEqual(await parseFeatures(source, name), expected);
  }
  deepEqual(await parseLabels(streamOf(csv, 3), "y.csv", { column: "é" }), [2, 4]);
  const labels = npyFile({ shape: [3], values: Int32Array.of(7, 0, 7), descr: "<i4" });
  deepEqual(await parseLabels(new Blob([Uint8Array.from(labels)]), "y.npy"), [7, 0, 7]);
});

Deno.test("bytes are not copied where they are aligned", async () => {
  const { values } = await parseFeatures(npy, "x.npy");
  ok(values.buffer === npy.buffer);
});

Deno.test("the ending of the name tells the format, before anything is read", async () => {
  for (const name of ["features", "x.npz", "folder.csv/x"]) {
    const stream = streamOf(csv, 10);
    await rejects(parseFeatures(stream, name), /expected a file name that ends in .npy or .csv/);
    deepEqual(stream.locked, false);
  }
});

Deno.test("more bytes than a format may have are refused before they are kept", async () => {
  const limit = /big\.csv: expected a .csv file of at most 536870888 bytes \(.npy files may be/;
  const never = () => Promise.reject(new Error("asked for"));
  await rejects(parseFeatures({ size: 2 ** 29, bytes: never }, "big.csv"), limit);
  const large = /big\.npy: expected a .npy file of at most 4294967296 bytes, found 4294967297/;
  await rejects(parseLabels({ size: 2 ** 32 + 1, bytes: never }, "big.npy"), large);

  // One piece over and over, so that the test needs no memory either.
  const piece = new Uint8Array(2 ** 20);
  let [sent, cancelled] = [0, false];
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      sent++;
      controller.enqueue(piece);
    },
    cancel: () => void (cancelled = true),
  });
  await rejects(parseFeatures(endless, "big.csv"), limit);
  ok(cancelled && sent < 520, `${sent} pieces were sent`);
});

Deno.test("what ends a stream early is thrown as it is", async () => {
  const broken = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.error(new Error("connection reset")),
  });
  await rejects(parseFeatures(broken, "x.csv"), /^Error: connection reset$/);
});
