/** A folder of JSON texts on a real disk. */
import { deepStrictEqual as deepEqual, rejects, strictEqual as equal } from "node:assert/strict";
import { join } from "node:path";
import { ArtifactError, jsonFolder } from "../../../lib/system/artifacts/mod.ts";
import { inFolder } from "../../in_folder.ts";
import { permitted } from "../../permitted.ts";

const namesIn = (folder: string) => [...Deno.readDirSync(folder)].map(({ name }) => name).sort();

Deno.test(
  "texts are files of their names, replaced whole, in a folder made when needed",
  permitted,
  () =>
    inFolder(async (root) => {
      const folder = join(root, "new", "texts");
      const texts = jsonFolder(folder);
      equal(await texts.read("a-1"), undefined);
      deepEqual(namesIn(root), []);
      await texts.write("a-1", '{"é":1}');
      await texts.write("b", "[]");
      await texts.write("a-1", "7");
      deepEqual([await texts.read("a-1"), await texts.read("b")], ["7", "[]"]);
      // No temporary file stays.
      deepEqual(namesIn(folder), ["a-1.json", "b.json"]);
      equal(await Deno.readTextFile(join(folder, "a-1.json")), "7");
    }),
);

Deno.test(
  "a name that leaves the folder is refused; a disk that fails is an error that names the file",
  permitted,
  () =>
    inFolder(async (root) => {
      const texts = jsonFolder(root);
      for (const name of ["../a", "a/b", "", ".a", "A", "a.json"]) {
        const refused = (error: unknown) =>
          error instanceof ArtifactError && error.message.includes(`named "${name}"`);
        await rejects(texts.read(name), refused);
        await rejects(texts.write(name, "1"), refused);
      }
      await Deno.writeTextFile(join(root, "file"), "");
      const inFile = jsonFolder(join(root, "file"));
      const failed = (start: string) => (error: unknown) =>
        error instanceof ArtifactError &&
        error.message.startsWith(`${start} ${join(root, "file", "a.json")}: `);
      await rejects(inFile.read("a"), failed("Cannot read"));
      await rejects(inFile.write("a", "1"), failed("Cannot write"));
      await Deno.mkdir(join(root, "b.json"));
      await rejects(texts.read("b"), ArtifactError);
      await rejects(texts.write("b", "1"), ArtifactError);
      deepEqual(namesIn(root), ["b.json", "file"]);
    }),
);
