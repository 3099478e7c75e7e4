/**
 * Browsers that are installed: where each operating system has them.
 * @module
 */
import { posix, win32 } from "node:path";

/** What a search for a browser knows about a machine. Tests invent other machines. */
export interface Machine {
  readonly os: typeof Deno.build.os;
  readonly arch: typeof Deno.build.arch;
  /** A variable of the environment. */
  readonly variable: (name: string) => string | undefined;
  readonly isFile: (path: string) => boolean;
}

/** This machine. */
export function thisMachine(): Machine {
  return { ...Deno.build, variable: (name) => Deno.env.get(name), isFile };
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}

/** Names of the programs on Linux, in the order of preference. */
const LINUX_NAMES = [
  "chromium",
  "chromium-browser",
  "google-chrome-stable",
  "google-chrome",
  "microsoft-edge-stable",
  "microsoft-edge",
];

/** Where they lie on Linux if `PATH` does not lead there. */
const LINUX_PLACES = [
  "/usr/bin/chromium",
  "/usr/lib/chromium/chromium",
  "/snap/bin/chromium",
  "/opt/google/chrome/chrome",
  "/opt/microsoft/msedge/msedge",
];

/** Below `/Applications` and `~/Applications`. */
const MAC_APPLICATIONS = [
  "Chromium.app/Contents/MacOS/Chromium",
  "Google Chrome.app/Contents/MacOS/Google Chrome",
  "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
];

/** Below the folders of {@link WINDOWS_FOLDERS}. */
const WINDOWS_PROGRAMS = [
  "Chromium\\Application\\chrome.exe",
  "Google\\Chrome\\Application\\chrome.exe",
  "Microsoft\\Edge\\Application\\msedge.exe",
];

/** The variables that name the folders of programs. */
const WINDOWS_FOLDERS = ["LOCALAPPDATA", "PROGRAMFILES", "PROGRAMFILES(X86)"];

/** The installed browsers of a machine, the preferred one first. */
export function systemBrowsers(machine: Machine): string[] {
  const paths = { linux: linux(machine), darwin: mac(machine), windows: windows(machine) };
  const known = Object.hasOwn(paths, machine.os) ? machine.os as keyof typeof paths : "linux";
  return [...new Set(paths[known])].filter(machine.isFile);
}

function linux({ variable }: Machine): string[] {
  const folders = (variable("PATH") ?? "").split(posix.delimiter).filter((folder) => folder !== "");
  return [
    ...LINUX_NAMES.flatMap((name) => folders.map((folder) => posix.join(folder, name))),
    ...LINUX_PLACES,
  ];
}

function mac(machine: Machine): string[] {
  const home = machine.variable("HOME");
  const folders = ["/Applications", ...(home ? [posix.join(home, "Applications")] : [])];
  return [
    ...MAC_APPLICATIONS.flatMap((name) => folders.map((folder) => posix.join(folder, name))),
    // Package managers install commands, as on Linux.
    ...linux(machine),
  ];
}

function windows({ variable }: Machine): string[] {
  const folders = WINDOWS_FOLDERS.flatMap((name) => variable(name) || []);
  const path = (variable("PATH") ?? "").split(win32.delimiter).filter((folder) => folder !== "");
  return [
    ...WINDOWS_PROGRAMS.flatMap((name) => folders.map((folder) => win32.join(folder, name))),
    ...["chrome.exe", "msedge.exe"].flatMap((name) => path.map((each) => win32.join(each, name))),
  ];
}
