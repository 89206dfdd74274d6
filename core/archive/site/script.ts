/**
 * What pages do with a keyboard: j and k go from message to message, / to the search. Everything works without it.
 */
export const SCRIPT = `"use strict";
(() => {
  const root = document.documentElement;
  const button = document.getElementById("theme");
  try {
    const kept = localStorage.getItem("im-theme");
    if (kept) root.dataset.theme = kept;
  } catch {}
  if (button) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const isDark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
      root.dataset.theme = isDark ? "light" : "dark";
      try { localStorage.setItem("im-theme", root.dataset.theme); } catch {}
    });
  }
  const messages = () => [...document.querySelectorAll(".message")];
  const go = (step) => {
    const all = messages();
    const at = all.indexOf(document.activeElement.closest(".message"));
    const next = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step];
    if (next) { next.focus(); next.scrollIntoView({ block: "nearest" }); }
    else { const link = document.querySelector(step > 0 ? ".pager a[rel=next]" : ".pager a[rel=prev]"); if (link) link.focus(); }
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const isTyping = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    if (isTyping) { if (event.key === "Escape") event.target.blur(); return; }
    if (event.key === "j") go(1);
    else if (event.key === "k") go(-1);
    else if (event.key === "/") { event.preventDefault(); document.getElementById("q").focus(); }
    else if (event.key === "Escape" && document.activeElement) document.activeElement.blur();
  });
  if (location.hash) { const target = document.getElementById(decodeURIComponent(location.hash.slice(1))); if (target) target.focus({ preventScroll: true }); }
})();
`;
