import { deepStrictEqual as deepEqual, rejects, strictEqual as equal } from "node:assert/strict";
import fc from "fast-check";
import { DatasetError } from "../../../lib/data/dataset.ts";
import { tarFiles } from "../../../lib/data/sources/tar.ts";
import { joined } from "../../../lib/system/files/joined.ts";
import { runProgram } from "../../processes.ts";
import { inFolder } from "../../in_folder.ts";
import { permitted } from "../../permitted.ts";
import { type Entry, tar, tarEntry } from "./_tar.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const one: Entry = { name: "set/one", bytes: bytesOf("first") };
const two: Entry = { name: "set/two", bytes: new Uint8Array(1024).fill(7) };
const wanted = new Map([["set/one", 5], ["set/two", 1024]]);

/** The files that come out of an archive in pieces of so many bytes. */
async function filesOf(
  archive: Uint8Array,
  names: ReadonlyMap<string, number> = wanted,
  pieceBytes = archive.length,
): Promise<Record<string, Uint8Array>> {
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < archive.length; at += pieceBytes) {
    pieces.push(archive.subarray(at, at + pieceBytes));
  }
  const found: Record<string, Uint8Array> = {};
  const files = tarFiles(ReadableStream.from(pieces), "x.tar", names);
  for await (const { name, contents } of files) found[name] = contents.slice();
  return found;
}

const fails = (archive: Uint8Array, message: string) =>
  rejects(filesOf(archive), new DatasetError(message));

Deno.test("files come whole and in order, however the archive is cut into pieces", async () => {
  const archive = tar(one, two);
  for (const pieceBytes of [1, 100, 512, 513, archive.length]) {
    const found = await filesOf(archive, wanted, pieceBytes);
    deepEqual(Object.keys(found), ["set/one", "set/two"]);
    deepEqual(found, { "set/one": one.bytes, "set/two": two.bytes });
  }
});

Deno.test("other files, folders and links are skipped, whatever they are called", async () => {
  const archive = tar(
    { name: "set/", type: "5" },
    { name: "../../outside", bytes: bytesOf("out") },
    { name: "set/two", type: "2" },
    { name: "set/large", bytes: new Uint8Array(5_000) },
    one,
    { ...two, type: "\0" },
  );
  deepEqual(await filesOf(archive), { "set/one": one.bytes, "set/two": two.bytes });
});

Deno.test("nothing after the last wanted file is read, and the source is closed", async () => {
  const state = { closed: false };
  async function* pieces() {
    try {
      yield await Promise.resolve(tarEntry(one));
      throw new Error("read on");
    } finally {
      state.closed = true;
    }
  }
  const files = tarFiles(pieces(), "x.tar", new Map([["set/one", 5]]));
  equal((await Array.fromAsync(files)).length, 1);
  equal(state.closed, true);
});

Deno.test("missing, repeated and too large files are named", async () => {
  await fails(tar(one), "x.tar lacks set/two");
  await fails(tar(), "x.tar lacks set/one, set/two");
  await fails(tar(one, one, two), "x.tar has set/one twice");
  const long = { name: "set/one", bytes: bytesOf("longer") };
  await fails(tar(long, two), "x.tar: set/one has 6 bytes, at most 5 are expected");
});

Deno.test("an archive that ends early says where, and how much is lacking", async () => {
  const archive = tar(one, two);
  const end = (at: number, lacking: number) =>
    `x.tar, byte ${at}: expected ${lacking} bytes more of a tar archive, found the end of the file`;
  await fails(archive.subarray(0, 0), end(0, 512));
  await fails(archive.subarray(0, 100), end(100, 412));
  await fails(archive.subarray(0, 512 + 3), end(515, 2));
  await fails(archive.subarray(0, 1024 + 512 + 1000), end(2536, 24));
});

Deno.test("a damaged header is named with its offset", async () => {
  const archive = tar(one, two);
  const changed = archive.with(1024, archive[1024]! + 1);
  const sum = parseInt(new TextDecoder().decode(archive.subarray(1024 + 148, 1024 + 154)), 8);
  await fails(
    changed,
    `x.tar, byte 1024: expected a header of a tar archive with checksum ${sum}, found ${sum + 1}`,
  );
  await fails(
    new Uint8Array(512).fill(65),
    "x.tar, byte 0: expected the checksum of a file in a tar archive, in octal digits, found " +
      '"AAAAAAAA"',
  );
  await fails(
    tar({ ...one, size: "-1" }),
    'x.tar, byte 0: expected the size of a file in a tar archive, in octal digits, found "-1"',
  );
});

Deno.test("a size of 8 gigabytes is not believed", async () => {
  await fails(
    tar({ ...one, size: "77777777777" }),
    "x.tar: set/one has 8589934591 bytes, at most 5 are expected",
  );
  // Of a file that is skipped, nothing is allocated.
  await rejects(filesOf(tar({ name: "other", size: "77777777777" })), /end of the file/);
});

Deno.test("any files come back as they were", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uint8Array({ maxLength: 1_100 }), { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 1, max: 2_000 }),
      async (contents, pieceBytes) => {
        const entries = contents.map((bytes, at) => ({ name: `${at}`, bytes }));
        const names = new Map(entries.map(({ name, bytes }) => [name, bytes.length]));
        const found = await filesOf(tar(...entries), names, pieceBytes);
        deepEqual(Object.values(found).map((bytes) => [...bytes]), contents.map((one) => [...one]));
      },
    ),
    { seed: 1, numRuns: 100 },
  );
});

/** Whether the program tar is there, in whichever dialect. */
const hasTar = !permitted.ignore &&
  await runProgram("tar", ["--version"]).then(({ code }) => code === 0, () => false);

Deno.test({
  name: "an archive of the program tar is read",
  ignore: !hasTar,
  fn: () =>
    inFolder(async (folder) => {
      await Deno.mkdir(`${folder}/set`);
      for (const { name, bytes } of [one, two]) await Deno.writeFile(`${folder}/${name}`, bytes!);
      const made = await runProgram("tar", ["-cf", `${folder}/x.tar`, "-C", folder, "set"]);
      equal(made.code, 0, made.stderr);
      const found = await filesOf(await Deno.readFile(`${folder}/x.tar`));
      deepEqual([found["set/one"], found["set/two"]], [one.bytes, joined([two.bytes!])]);
    }),
});
