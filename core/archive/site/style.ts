// Custom properties of CSS begin as options do.
// deno-lint-ignore-file im/core-knows-no-doors

const DARK = "--back: #16181c; --text: #e6e8eb; --dim: #a8afb9; --line: #3a4048; --link: #8ab4f8; " +
  "--visited: #c8a8f0; --mark: #23272e; --here: #3a3412; --warn: #f2b8b5;";

/** Heights that a bar of a chart may have. Styles in elements are not allowed, so each is a class. */
export const BAR_STEPS = 24;

const BAR_HEIGHTS = Array.from(
  { length: BAR_STEPS },
  (_, at) => `.bar-${at + 1} { height: ${((at + 1) / BAR_STEPS * 100).toFixed(1)}%; }`,
).join(" ");

/** The style of all pages: dark and light, wide and narrow, on screen and on paper. */
export const STYLE =
  `:root { color-scheme: light dark; --back: #fff; --text: #1d1f23; --dim: #565c66; --line: #d5d9df;
  --link: #0b57d0; --visited: #6b3fa0; --mark: #f1f3f6; --here: #fff6cf; --warn: #a1231b; }
@media (prefers-color-scheme: dark) { :root:not([data-theme=light]) { ${DARK} } }
:root[data-theme=dark] { color-scheme: dark; ${DARK} }
:root[data-theme=light] { color-scheme: light; }
* { box-sizing: border-box; }
html { scroll-padding: 72px 0 24px; }
body { margin: 0; background: var(--back); color: var(--text); font: 16px/1.5 system-ui, "Noto Sans", sans-serif; }
:lang(zh) { font-family: system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
:lang(ja) { font-family: system-ui, "Hiragino Sans", "Yu Gothic", "Noto Sans CJK JP", sans-serif; }
:lang(ko) { font-family: system-ui, "Apple SD Gothic Neo", "Malgun Gothic", "Noto Sans CJK KR", sans-serif; }
a { color: var(--link); }
a:visited { color: var(--visited); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: 8px; top: 8px; background: var(--back); padding: 8px; z-index: 2; }
.top { display: flex; flex-wrap: wrap; gap: 8px 16px; align-items: center; padding: 8px 16px;
  border-bottom: 1px solid var(--line); position: sticky; top: 0; background: var(--back); z-index: 1; }
.top form { display: flex; gap: 8px; align-items: center; flex: 1 1 240px; min-width: 0; }
input, button, select { font: inherit; color: inherit; background: var(--back); border: 1px solid var(--dim);
  border-radius: 6px; padding: 4px 8px; min-width: 0; max-width: 100%; min-height: 34px; }
button { cursor: pointer; }
input[type=search] { flex: 1; max-width: 480px; }
main { max-width: 820px; margin: 0 auto; padding: 0 16px 64px; }
main:focus { outline: none; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 24px 0 8px; overflow-wrap: anywhere; }
h2 { font-size: 1rem; color: var(--dim); border-bottom: 1px solid var(--line); margin: 32px 0 8px; padding-bottom: 4px; }
h3 { font-size: .875rem; margin: 8px 0 0; }
.message { padding: 8px; border-radius: 8px; content-visibility: auto; contain-intrinsic-size: auto 72px; }
[data-moving] { overflow-anchor: none; }
.drawn .message, .message .message { content-visibility: visible; }
.message:hover { background: var(--mark); }
.message:target, .message[aria-current] { background: var(--here); }
.message:focus { outline: 2px solid var(--link); outline-offset: -2px; }
.message header { overflow-wrap: anywhere; }
.reply { margin-left: 24px; border-left: 3px solid var(--line); border-radius: 0 8px 8px 0; padding-left: 12px; }
.system { color: var(--dim); text-align: center; font-size: .875rem; }
.at { font-weight: 500; background: var(--mark); border-radius: 4px; padding: 0 2px; }
.inside { border-left: 3px solid var(--line); padding-left: 8px; margin: 4px 0; }
.time, .note, .mark, .names, .id, .missing { color: var(--dim); font-size: .875rem; }
.time, .time:visited { color: var(--dim); text-decoration: none; margin-left: 4px; }
.time:hover { text-decoration: underline; }
.mark { border: 1px solid var(--line); border-radius: 4px; padding: 0 4px; }
.note, .file, .thread { margin: 2px 0; overflow-wrap: anywhere; }
.quote a { color: var(--dim); text-decoration: none; border-left: 3px solid var(--line); padding-left: 8px; display: block; }
.quote a:hover { text-decoration: underline; }
.missing { border: 1px dashed var(--dim); border-radius: 6px; padding: 4px 8px; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; }
pre { margin: 4px 0; padding: 8px; background: var(--mark); border: 1px solid var(--line); border-radius: 6px;
  overflow-x: auto; white-space: pre; font-size: .875rem; line-height: 1.4; }
pre, pre:lang(zh), pre:lang(ja), pre:lang(ko) { font-family: ui-monospace, "Noto Sans Mono", monospace; }
.card { border: 1px solid var(--line); border-left: 3px solid var(--dim); border-radius: 6px; padding: 4px 12px; margin: 4px 0; }
.title { font-weight: bold; margin: 0; overflow-wrap: anywhere; }
summary { cursor: pointer; color: var(--dim); font-size: .875rem; }
.picture img { max-width: min(100%, 420px); max-height: 420px; display: block; border-radius: 6px; margin: 4px 0; }
video { max-width: 100%; max-height: 420px; }
audio { max-width: 100%; }
figure { margin: 4px 0; }
figcaption { overflow-wrap: anywhere; }
.reactions { list-style: none; display: flex; flex-wrap: wrap; gap: 6px; padding: 0; margin: 4px 0; font-size: .875rem; }
.reactions li { border: 1px solid var(--line); background: var(--mark); border-radius: 12px; padding: 0 8px; overflow-wrap: anywhere; }
.tabs, .pager { display: flex; flex-wrap: wrap; gap: 8px 16px; padding: 8px 0; margin: 0; list-style: none; }
.list { list-style: none; padding: 0; }
.list li { padding: 8px 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
.days { list-style: none; display: flex; flex-wrap: wrap; gap: 8px; padding: 0; }
.days a { display: block; border: 1px solid var(--line); border-radius: 6px; padding: 4px 8px; }
.filters { display: grid; grid-template-columns: repeat(auto-fill, minmax(150px, 1fr)); gap: 8px 16px; align-items: end; margin: 8px 0 16px; }
.filters label { display: grid; font-size: .875rem; color: var(--dim); }
.filters input, .filters select, .filters button { height: 36px; }
.filters input, .filters select { font-size: 1rem; color: var(--text); }
.times { position: relative; margin: 8px 0 16px; }
.times .note { margin: 0 0 4px; }
.bars { display: flex; gap: 2px; height: 96px; margin: 0; padding: 0; list-style: none; border-bottom: 1px solid var(--dim); }
.bars li { flex: 1 1 0; min-width: 0; }
.bars li:focus-within { z-index: 1; }
.bars a { display: flex; align-items: flex-end; height: 100%; color: inherit; }
.bars a:hover, .bars a:focus { background: var(--mark); }
.bar { display: block; width: 100%; background: var(--link); border-radius: 2px 2px 0 0; }
${BAR_HEIGHTS}
.label { position: absolute; clip-path: inset(50%); white-space: nowrap; bottom: 0; left: 50%; transform: translateX(-50%);
  background: var(--back); color: var(--text); padding: 0 8px; font-size: .875rem; pointer-events: none; }
.bars a:hover .label, .bars a:focus-visible .label { clip-path: none; z-index: 1; }
.bars a:focus-visible .label { z-index: 2; }
.axis { display: flex; justify-content: space-between; margin: 0; color: var(--dim); font-size: .875rem; line-height: 1.5; }
.with-panel { display: grid; grid-template-columns: minmax(0, 1fr) minmax(340px, 36%); grid-template-rows: auto 1fr; }
.with-panel .top { grid-column: 1 / -1; }
.with-panel main { width: 100%; }
.panel { position: sticky; top: 51px; height: calc(100vh - 51px); overflow-y: auto; overscroll-behavior: contain;
  scroll-padding: 64px 0 24px; padding: 0 16px 24px; background: var(--back); border-left: 1px solid var(--line); overflow-wrap: anywhere; }
.panel:focus-visible { outline-offset: -3px; }
.panel-top { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: 4px 16px; align-items: baseline;
  background: var(--back); padding: 12px 0 8px; border-bottom: 1px solid var(--line); }
.panel-top h2 { margin: 0; border: 0; padding: 0; color: var(--text); }
.panel-close { margin-left: auto; }
.panel section h2 { margin-top: 16px; }
.panel .reply { margin-left: 0; }
.opened { background: var(--mark); }
.gallery { display: grid; grid-template-columns: repeat(auto-fill, minmax(140px, 1fr)); gap: 8px; padding: 0; list-style: none; }
.gallery li { min-width: 0; overflow-wrap: anywhere; font-size: .875rem; }
.gallery img { width: 100%; height: 140px; object-fit: cover; border-radius: 6px; display: block; }
.gallery p { margin: 0; border: 1px solid var(--line); border-radius: 6px; padding: 8px; min-height: 140px; overflow: hidden; }
.wide { overflow-x: auto; }
.people { border-collapse: collapse; width: 100%; }
.people th, .people td { text-align: left; padding: 6px 16px 6px 0; border-bottom: 1px solid var(--line); font-weight: normal; }
.people thead th { color: var(--dim); font-size: .875rem; }
.people tbody th { overflow-wrap: anywhere; min-width: 120px; }
.people .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.people .when { color: var(--dim); font-size: .875rem; white-space: nowrap; }
[hidden] { display: none !important; }
.about { margin-top: 32px; }
@media (max-width: 899px) { body.with-panel { display: block; overflow: hidden; } .panel { position: fixed; inset: 0; height: auto; border: 0; z-index: 3; } }
@media (max-width: 480px) { .people .share { display: none; } .people .when { white-space: normal; } .people th, .people td { padding-right: 8px; } .top { position: static; } .top form { order: 1; flex-basis: 100%; } #theme { margin-left: auto; } html { scroll-padding-top: 24px; } .reply { margin-left: 8px; } }
@media (prefers-reduced-motion: reduce) { * { scroll-behavior: auto !important; } }
@media print {
  :root, :root[data-theme=dark] { color-scheme: light; --back: #fff; --text: #000; --dim: #444; --line: #bbb; --link: #000; --visited: #000; --mark: #fff; --here: #fff; }
  .top, .tabs, .pager, .skip, .filters, .times, .about { display: none; }
  main { max-width: none; padding: 0; }
  .message { break-inside: avoid; content-visibility: visible; padding: 4px 0; }
  .reply { padding-left: 12px; }
  .panel { position: static; height: auto; overflow: visible; border: 0; border-top: 1px solid var(--line); padding: 0; }
  body.with-panel { display: block; overflow: visible; }
  .panel-top a { display: none; }
  h2 { break-after: avoid; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; }
  .text a[href]::after { content: " (" attr(href) ")"; font-size: .8em; overflow-wrap: anywhere; }
}
`;
