/**
 * What pages do with a keyboard: j and k go from message to message, Enter opens the thread or the place of one, / leads to
 * the search, Esc away from where it is. Everything works without it.
 */
export const SCRIPT = `"use strict";
(() => {
  const root = document.documentElement;
  const button = document.getElementById("theme");
  try {
    const kept = localStorage.getItem("im-theme");
    if (kept === "dark" || kept === "light") root.dataset.theme = kept;
  } catch {}
  if (button) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const isDark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
      root.dataset.theme = isDark ? "light" : "dark";
      try { localStorage.setItem("im-theme", root.dataset.theme); } catch {}
    });
  }
  const isSeen = (message) => !message.parentElement.closest("details:not([open])");
  const scope = () => document.activeElement && document.activeElement.closest("#panel") || document.getElementById("main");
  const messages = () => [...scope().querySelectorAll(".message")].filter(isSeen);
  const current = () => document.activeElement && document.activeElement.closest(".message");
  const inView = (all, step) => {
    const seen = all.filter((one) => { const box = one.getBoundingClientRect(); return box.bottom > 0 && box.top < innerHeight; });
    return seen[step > 0 ? 0 : seen.length - 1] || all[step > 0 ? 0 : all.length - 1];
  };
  const go = (step) => {
    const all = messages();
    const at = all.indexOf(current());
    const next = at < 0 ? inView(all, step) : all[at + step];
    if (next) { next.focus(); next.scrollIntoView({ block: "nearest" }); return; }
    const link = scope().querySelector(".pager a[rel=" + (step > 0 ? "next" : "prev") + "]:not([hidden])");
    if (link) link.focus();
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const { target } = event;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) { if (event.key === "Escape") target.blur(); return; }
    if (event.key === "j") go(1);
    else if (event.key === "k") go(-1);
    else if (event.key === "/") { event.preventDefault(); document.getElementById("q").focus(); }
    else if (event.key === "Enter" && target.matches(".message")) {
      const link = target.querySelector(":scope > .thread a") || target.querySelector(":scope > header .time");
      if (link) link.click();
    } else if (event.key === "Escape" && document.activeElement) document.activeElement.blur();
  });
  const show = () => {
    let id = "";
    try { id = decodeURIComponent(location.hash.slice(1)); } catch {}
    const place = id ? document.getElementById(id) : document.querySelector(".message[aria-current]");
    if (!place) return;
    for (let box = place.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
    place.scrollIntoView({ block: "center" });
    if (place.matches(".message")) place.focus({ preventScroll: true });
  };
  addEventListener("hashchange", show);
  if (location.hash || document.querySelector(".message[aria-current]")) show();
})();
`;
