/** Names of files: standard input, and arrays in files of several. */

const STANDARD_INPUT = String.raw`(?:-|/dev/stdin|/(?:dev|proc/self)/fd/0)`;
const [INPUT, ARRAY] = [
  new RegExp(`^${STANDARD_INPUT}(?::|$)`),
  new RegExp(`^(${STANDARD_INPUT}|.*\\.(?:npz|safetensors)(?:\\.gz)?):(.+)$`, "is"),
];

/** Whether a path is standard input, or an array of a file that comes from there. */
export function isStandardInput(path: string): boolean {
  return INPUT.test(path);
}

/** A file, and the name of an array in it: `acts.npz:fc1`. */
export function splitArray(path: string): { readonly file: string; readonly array?: string } {
  const [, file, array] = ARRAY.exec(path) ?? [];
  return file === undefined ? { file: path } : { file, array: array! };
}
