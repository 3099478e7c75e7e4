/** Downloads of one small file from scripted mirrors. */
import { deepStrictEqual as deepEqual } from "node:assert/strict";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { downloadFile, type DownloadRequest } from "../../lib/data/sources/download.ts";
import { DownloadError } from "../../lib/data/sources/download.ts";
import { type Answer, type Mirror, withMirror } from "./_mirror.ts";
import { inFolder } from "../in_folder.ts";

/** What is downloaded, its checksum, and the gzipped file of it. */
export const contents = Uint8Array.from({ length: 50_000 }, (_, i) => (i * i) >>> 4);
export const sha256 = createHash("sha256").update(contents).digest("hex");
export const file = Uint8Array.from(gzipSync(contents));
export const half = file.subarray(0, file.length >>> 1);
export const corrupt = file.with(100, file[100]! ^ 0xff);

/** What {@link setting} gives its test. */
export interface Setting extends Mirror {
  readonly destination: string;
  /** Downloads with little patience; answers with the reasons of failure, or none. */
  readonly download: (changes?: Partial<DownloadRequest>) => Promise<string[]>;
  /** Names in the destination's folder. */
  readonly names: () => string[];
}

/** A mirror that answers by `answer`, and an empty folder. */
export async function setting(
  answer: Answer,
  test: (setting: Setting) => Promise<void>,
): Promise<void> {
  await inFolder(async (folder) => {
    const destination = join(folder, "file.gz");
    await withMirror(answer, async (mirror) => {
      const download = async (changes: Partial<DownloadRequest> = {}) => {
        try {
          await downloadFile({
            urls: [`${mirror.url}a`],
            destination,
            sha256,
            maxBytes: contents.length,
            patience: { attempts: 3, backoffMs: 1, idleTimeoutMs: 2_000 },
            ...changes,
          });
          return [];
        } catch (error) {
          if (!(error instanceof DownloadError)) throw error;
          return error.answers.map(({ url, attempt, reason }) =>
            `${new URL(url).pathname} ${attempt}: ${reason}`
          );
        }
      };
      const names = () => [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
      await test({ ...mirror, destination, download, names });
    });
  });
}

/** Asserts that a path has the file. */
export const isWhole = (path: string): void => deepEqual(Deno.readFileSync(path), file);
