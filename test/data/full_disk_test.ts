import {
  deepStrictEqual as deepEqual,
  ok,
  rejects,
  strictEqual as equal,
} from "node:assert/strict";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { DownloadError, downloadFile } from "../../lib/data/sources/download.ts";
import { inFolder } from "../in_folder.ts";
import { hasSmallDisks, withSmallDisk } from "../small_disk.ts";
import { permitted } from "../permitted.ts";
import { serveBytes, withMirror } from "./_mirror.ts";

const contents = Uint8Array.from({ length: 100_000 }, (_, i) => (i * i) >>> 4);
const sha256 = createHash("sha256").update(contents).digest("hex");

Deno.test({
  name: "a download that fills the disk says so, keeps what has come and goes on from there",
  ignore: !hasSmallDisks,
  fn: () =>
    withSmallDisk(
      "64k",
      ({ path, resize }) =>
        withMirror((request) => serveBytes(request, contents), async ({ url, requests }) => {
          const destination = join(path, "mnist", "file");
          const request = { urls: [`${url}a`, `${url}b`], destination, sha256, maxBytes: 100_000 };
          await rejects(downloadFile(request), (error) => {
            ok(error instanceof DownloadError);
            const kept = `what has come is kept as ${destination}.partial`;
            equal(
              error.message,
              `Cannot download ${destination}: the disk is full; ${kept}, free some space and run ` +
                "the same command again",
            );
            return true;
          });
          const { size } = await Deno.stat(`${destination}.partial`);
          equal(size, 65_536);
          deepEqual([...Deno.readDirSync(join(path, "mnist"))].length, 1);

          await resize("256k");
          await downloadFile(request);
          deepEqual(await Deno.readFile(destination), contents);
          deepEqual(requests, ["/a -", `/a bytes=${size}-`]);
          deepEqual([...Deno.readDirSync(join(path, "mnist"))].length, 1);
        }),
    ),
});

Deno.test(
  "a download that uses up the quota of the disk says so as well",
  permitted,
  () =>
    inFolder((folder) =>
      withMirror((request) => serveBytes(request, contents), async ({ url }) => {
        const destination = join(folder, "file");
        const { write } = Deno.FsFile.prototype;
        const full = Object.assign(new Error("os error 122"), { code: "EDQUOT" });
        Deno.FsFile.prototype.write = () => Promise.reject(full);
        try {
          await rejects(downloadFile({ urls: [url], destination, sha256, maxBytes: 100_000 }), {
            name: "DownloadError",
            message:
              `Cannot download ${destination}: the quota of the disk is used up; what has come ` +
              `is kept as ${destination}.partial, free some space and run the same command again`,
          });
        } finally {
          Deno.FsFile.prototype.write = write;
        }
      })
    ),
);
