// Custom properties of CSS begin as options do.
// deno-lint-ignore-file im/core-knows-no-doors

/** The style of all pages: dark and light, wide and narrow, on screen and on paper. */
export const STYLE =
  `:root { color-scheme: light dark; --back: #fff; --text: #1d1f23; --dim: #5b616b; --line: #d9dce1; --link: #0b57d0; --mark: #eef1f5; }
@media (prefers-color-scheme: dark) { :root:not([data-theme=light]) { --back: #16181c; --text: #e6e8eb; --dim: #a3aab5; --line: #33383f; --link: #8ab4f8; --mark: #23272e; } }
:root[data-theme=dark] { color-scheme: dark; --back: #16181c; --text: #e6e8eb; --dim: #a3aab5; --line: #33383f; --link: #8ab4f8; --mark: #23272e; }
:root[data-theme=light] { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--text); font: 16px/1.5 system-ui, "Noto Sans CJK SC", sans-serif; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: 8px; top: 8px; background: var(--back); padding: 8px; z-index: 2; }
body > nav { display: flex; flex-wrap: wrap; gap: 8px 16px; align-items: center; padding: 8px 16px; border-bottom: 1px solid var(--line); position: sticky; top: 0; background: var(--back); z-index: 1; }
nav form { display: flex; gap: 8px; align-items: center; flex: 1; }
input, button, select { font: inherit; color: inherit; background: var(--back); border: 1px solid var(--dim); border-radius: 6px; padding: 4px 8px; min-width: 0; }
input[type=search] { flex: 1; max-width: 480px; }
main { max-width: 860px; margin: 0 auto; padding: 0 16px 64px; }
main:focus { outline: none; }
h1 { font-size: 1.4rem; overflow-wrap: anywhere; }
h2 { font-size: 1rem; color: var(--dim); border-bottom: 1px solid var(--line); margin: 24px 0 8px; }
.message { padding: 6px 8px; border-radius: 8px; content-visibility: auto; contain-intrinsic-size: auto 64px; }
.message:target, .message:focus { background: var(--mark); }
.reply { margin-left: 24px; border-left: 3px solid var(--line); border-radius: 0 8px 8px 0; }
.time, .note, .mark, .names, .id { color: var(--dim); font-size: .875rem; }
.time { text-decoration: none; }
.mark { border: 1px solid var(--line); border-radius: 4px; padding: 0 4px; }
.note, .file { margin: 2px 0; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; }
.picture img { max-width: min(100%, 420px); max-height: 420px; display: block; border-radius: 6px; margin: 4px 0; }
video { max-width: 100%; }
figure { margin: 4px 0; }
.reactions { list-style: none; display: flex; flex-wrap: wrap; gap: 6px; padding: 0; margin: 4px 0; font-size: .875rem; }
.reactions li { border: 1px solid var(--line); border-radius: 12px; padding: 0 8px; }
.pager { display: flex; gap: 16px; padding: 12px 0; }
.list { list-style: none; padding: 0; }
.list li { padding: 8px 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
.gallery { display: grid; grid-template-columns: repeat(auto-fill, minmax(140px, 1fr)); gap: 8px; padding: 0; list-style: none; }
.gallery img { width: 100%; height: 140px; object-fit: cover; border-radius: 6px; }
@media (prefers-reduced-motion: reduce) { * { scroll-behavior: auto !important; } }
@media print { body > nav, .pager, .skip { display: none; } .message { break-inside: avoid; content-visibility: visible; } a[href^=http]::after { content: " (" attr(href) ")"; font-size: .8em; } }
`;
