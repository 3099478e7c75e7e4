/**
 * The look of the page of verdicts: that of the reports, by day and by night.
 * @module
 */

/**
 * CSS of the page. Colours of text reach a contrast of 4.5 : 1 on the background in both schemes; a
 * verdict is told by its word and its sign as well as by its colour.
 */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --ink: #1b1f24; --muted: #57606a; --background: #ffffff;
  --line: #d0d7de; --accent: #0b5fa5; --reproduced: #01665e; --partly: #8a4b00; --not: #a4262c; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e4e7eb; --muted: #a3adb8; --background: #15181c; --line: #3b434d;
    --accent: #6cb2f2; --reproduced: #62c7ba; --partly: #f0b27a; --not: #ff8e8e; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 70rem; padding: 2rem 1.25rem 4rem; color: var(--ink);
  background: var(--background); font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 0.75rem; }
h2 { font-size: 1.25rem; line-height: 1.35; margin: 2.25rem 0 0.25rem; }
p { margin: 0.5rem 0; }
a { color: var(--accent); }
.where { color: var(--muted); margin: 0 0 0.5rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: 0.5rem 1rem 0.5rem 0;
  border-bottom: 1px solid var(--line); font-weight: 400; overflow-wrap: anywhere; }
thead th { color: var(--muted); font-size: 0.9rem; }
.verdicts th:first-child { width: 28%; }
.verdict { width: 12rem; white-space: nowrap; font-weight: 600; }
.reproduced { color: var(--reproduced); }
.partly-reproduced { color: var(--partly); }
.not-reproduced { color: var(--not); }
.undecided { color: var(--muted); }
.facts { font-size: 0.9rem; width: auto; }
.facts th { color: var(--muted); overflow-wrap: normal; }
@media (max-width: 45rem) {
  .verdicts, .verdicts tbody, .verdicts tr, .verdicts th, .verdicts td { display: block; }
  .verdicts thead { position: absolute; clip-path: inset(50%); }
  .verdicts th, .verdicts td { padding: 0.1rem 0; border: 0; }
  .verdicts th:first-child, .verdict { width: auto; }
  .verdicts tr { padding: 0.6rem 0; border-bottom: 1px solid var(--line); }
}
`;
