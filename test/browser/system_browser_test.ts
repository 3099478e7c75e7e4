import { deepStrictEqual as deepEqual } from "node:assert/strict";
import { type Machine, systemBrowsers } from "./system_browser.ts";

/** A machine with these files and variables. */
function machine(
  os: Machine["os"],
  files: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Machine {
  return {
    os,
    arch: "x86_64",
    variable: (name) => variables[name],
    isFile: (path) => files.includes(path),
  };
}

Deno.test("Linux: Chromium before Chrome before Edge, wherever PATH leads, then the usual places", () => {
  const files = [
    "/opt/google/chrome/chrome",
    "/snap/bin/chromium",
    "/usr/bin/chromium",
    "/usr/bin/microsoft-edge",
    "/home/me/bin/google-chrome",
  ];
  deepEqual(systemBrowsers(machine("linux", files, { PATH: "/usr/bin:/home/me/bin" })), [
    "/usr/bin/chromium",
    "/home/me/bin/google-chrome",
    "/usr/bin/microsoft-edge",
    "/snap/bin/chromium",
    "/opt/google/chrome/chrome",
  ]);
  deepEqual(systemBrowsers(machine("linux", files, { PATH: "::/home/me/bin" })), [
    "/home/me/bin/google-chrome",
    "/usr/bin/chromium",
    "/snap/bin/chromium",
    "/opt/google/chrome/chrome",
  ]);
});

Deno.test("macOS: applications of the machine and of the user, then commands", () => {
  const chrome = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
  const edge = "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge";
  const own = "/Users/me/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
  const command = "/opt/homebrew/bin/chromium";
  const variables = { HOME: "/Users/me", PATH: "/opt/homebrew/bin:/usr/bin" };
  deepEqual(
    systemBrowsers(machine("darwin", [edge, command, own, chrome], variables)),
    [chrome, own, edge, command],
  );
  deepEqual(systemBrowsers(machine("darwin", [own, chrome])), [chrome]);
});

Deno.test("Windows: the folders that its variables name, then PATH", () => {
  const edge = "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe";
  const chrome = "C:\\Users\\me\\AppData\\Local\\Google\\Chrome\\Application\\chrome.exe";
  const portable = "D:\\tools\\chrome.exe";
  const variables = {
    "PROGRAMFILES": "C:\\Program Files",
    "PROGRAMFILES(X86)": "C:\\Program Files (x86)",
    "LOCALAPPDATA": "C:\\Users\\me\\AppData\\Local",
    "PATH": "C:\\Windows;D:\\tools",
  };
  deepEqual(
    systemBrowsers(machine("windows", [portable, edge, chrome], variables)),
    [chrome, edge, portable],
  );
  deepEqual(systemBrowsers(machine("windows", [edge])), []);
});

Deno.test("other systems have browsers where Linux has them", () => {
  deepEqual(
    systemBrowsers(machine("freebsd", ["/usr/local/bin/chromium"], { PATH: "/usr/local/bin" })),
    ["/usr/local/bin/chromium"],
  );
});
