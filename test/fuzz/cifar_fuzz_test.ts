/** Files of CIFAR-10 that lie, plain and gzipped, by themselves, in a folder and in an archive. */
import { deepStrictEqual as deepEqual, ok } from "node:assert/strict";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { DatasetError } from "../../lib/data/dataset.ts";
import { CifarError, readCifar } from "../../lib/data/sources/cifar.ts";
import { loadCifarDataset } from "../../lib/data/sources/cifar_dataset.ts";
import { tarFiles } from "../../lib/data/sources/tar.ts";
import { uncompressed } from "../../lib/data/sources/uncompressed.ts";
import { TINY_ARCHIVE, TINY_BATCHES, TINY_CIFAR, TINY_ENTRIES } from "../data/cifar/_tiny_cifar.ts";
import { tar } from "../data/cifar/_tar.ts";
import { withFolder } from "../data/_tiny_source.ts";
import { permitted } from "../permitted.ts";
import { mutatedBytes } from "./_bytes.ts";
import { CASES, fuzz, resultOrError } from "./_cases.ts";

const image = { kind: "image", height: 1, width: 2, channels: 3 } as const;

/** Whether bytes can be read as three images, which must then be what the file says. */
async function readThree(bytes: Uint8Array): Promise<boolean> {
  const options = { file: "batch.bin", count: 3, image };
  const read = await resultOrError([CifarError], () => readCifar(bytes, options));
  if (read === undefined) return false;
  const { samples: { inputs, labels }, contents } = read;
  ok(labels.every((label) => label < 10));
  const rows = [...labels].map((label, n) => {
    const [r0, g0, b0, r1, g1, b1] = inputs.subarray(6 * n, 6 * n + 6);
    return [label, r0!, r1!, g0!, g1!, b0!, b1!];
  });
  deepEqual(rows.flat(), [...contents]);
  return true;
}

const batch = Uint8Array.from({ length: 21 }, (_, at) => at % 7 === 0 ? at / 7 : 10 * at);

Deno.test("batches cut short, too long, with any labels, plain and gzipped", async () => {
  const label = fc.oneof({ weight: 6, arbitrary: fc.nat(9) }, fc.nat(255));
  const row = fc.tuple(label, fc.uint8Array({ minLength: 6, maxLength: 6 }));
  const lie = fc.record({
    rows: fc.array(row, { minLength: 2, maxLength: 4 }),
    lost: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(21)),
    zip: fc.boolean(),
  });
  const { worked, refused } = await fuzz(lie, { seed: 1, cases: CASES.cifar.lies }, async (one) => {
    const whole = Uint8Array.from(one.rows.flatMap(([label, pixels]) => [label, ...pixels]));
    const bytes = whole.subarray(0, whole.length - one.lost);
    const isValid = bytes.length === 21 && [0, 7, 14].every((at) => bytes[at]! < 10);
    const isRead = await readThree(one.zip ? gzipSync(bytes) : bytes);
    deepEqual(isRead, isValid);
    return isRead;
  });
  ok(worked > 50 && refused > 50, `${worked} worked, ${refused} were refused`);
});

Deno.test("batches with something changed, before and after they were gzipped", async () => {
  const bytes = fc.oneof(
    mutatedBytes(batch, gzipSync(batch)),
    mutatedBytes(batch).map((changed) => new Uint8Array(gzipSync(changed))),
  );
  const { worked, refused } = await fuzz(
    bytes,
    { seed: 2, cases: CASES.cifar.mutated },
    readThree,
  );
  ok(worked > 50 && refused > 50, `${worked} worked, ${refused} were refused`);
});

Deno.test(
  "a data set with a changed file is refused, whichever file it is",
  permitted,
  async () => {
    const changed = fc.constantFrom(...Object.keys(TINY_BATCHES)).chain((name) => {
      const plain = TINY_BATCHES[name]!;
      return fc.oneof(
        mutatedBytes(plain).map((bytes) => ({ name, path: name, bytes })),
        mutatedBytes(gzipSync(plain)).map((bytes) => ({ name, path: `${name}.gz`, bytes })),
      );
    });
    const load = async (files: Readonly<Record<string, Uint8Array>>) => {
      let found: Awaited<ReturnType<typeof loadCifarDataset>> | undefined;
      await withFolder(files, async (folder) => {
        found = await loadCifarDataset(TINY_CIFAR, folder);
      });
      return found!;
    };
    const expected = await load(TINY_BATCHES);
    await fuzz(
      changed,
      { seed: 3, cases: CASES.cifar.folders },
      async ({ name, path, bytes }) => {
        const { [name]: _, ...others } = TINY_BATCHES;
        const found = await resultOrError([DatasetError], () => load({ ...others, [path]: bytes }));
        // Contents are those that were published, or nothing is read: gzip alone may differ.
        if (found) deepEqual(found, expected);
        return found !== undefined;
      },
    );
  },
);

Deno.test("archives with something changed: wanted names alone come out, none larger than it may be", async () => {
  const wanted = new Map(
    TINY_CIFAR.files.train.map(({ name, bytes }) => [`tiny-bin/${name}`, bytes]),
  );
  const plain = tar(...TINY_ENTRIES);
  const bytes = fc.oneof(mutatedBytes(plain), mutatedBytes(TINY_ARCHIVE));
  const { worked, refused } = await fuzz(
    bytes,
    { seed: 4, cases: CASES.cifar.archives },
    async (changed) => {
      const files = await resultOrError(
        [DatasetError],
        () => Array.fromAsync(tarFiles(uncompressed(changed), "x.tar.gz", wanted)),
      );
      if (files === undefined) return false;
      deepEqual(files.map(({ name }) => name), [...wanted.keys()]);
      for (const { name, contents } of files) ok(contents.length <= wanted.get(name)!);
      return true;
    },
  );
  ok(worked > 50 && refused > 50, `${worked} worked, ${refused} were refused`);
});
