/**
 * A thread beside its chat. A click or Enter on the number of replies opens it, Esc closes it and leads back to where it was
 * opened; the address says which thread is open, so that it can be passed on and Back closes it. Where the window is narrow it
 * lies over the chat. Without it the same links lead to the thread's own page, and the address shows both.
 */
export const PANEL_SCRIPT = `"use strict";
(() => {
  const template = document.getElementById("panel-template");
  if (!template) return;
  const narrow = matchMedia("(max-width: 899px)");
  const panel = () => document.getElementById("panel");
  const address = (thread) => {
    const url = new URL(location.href);
    url.hash = "";
    if (thread) url.searchParams.set("thread", thread);
    else url.searchParams.delete("thread");
    return url.pathname + url.search;
  };
  // What lies below cannot be reached.
  const arrange = () => {
    const open = panel();
    document.body.classList.toggle("with-panel", !!open);
    for (const one of document.body.children) if (one !== open) one.inert = narrow.matches && !!open;
  };
  // The chat gets another width, and what is read in it stays where it is.
  const rearrange = (thread, change) => {
    const isSeen = ({ top, bottom }) => bottom > 80 && top < innerHeight;
    const link = openerOf(thread);
    const all = [...document.querySelectorAll("#pages > section > .message")];
    const fixed = [...link ? [link.closest(".message")] : [], ...all].find((one) => isSeen(one.getBoundingClientRect()));
    const before = fixed ? fixed.getBoundingClientRect().top : 0;
    document.documentElement.dataset.moving = "";
    change();
    arrange();
    if (fixed) scrollBy(0, fixed.getBoundingClientRect().top - before);
    requestAnimationFrame(() => { delete document.documentElement.dataset.moving; });
  };
  const fetched = async (link) => {
    const answer = await fetch(link);
    if (!answer.ok) throw new Error("no answer");
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  };
  const fill = (made, page) => {
    const section = page.querySelector("#pages > section");
    if (!section) throw new Error("no messages");
    for (const one of section.querySelectorAll("[id]")) if (document.getElementById(one.id)) one.removeAttribute("id");
    made.querySelector(".panel-replies").append(document.adoptNode(section));
    const next = page.querySelector(".pager a[rel=next]");
    const more = made.querySelector(".panel-more");
    more.hidden = !next;
    if (next) more.setAttribute("href", next.getAttribute("href"));
    return section;
  };
  const mark = (thread) => {
    for (const one of document.querySelectorAll("#pages .opened")) one.classList.remove("opened");
    const link = thread && openerOf(thread);
    if (link) link.closest(".message").classList.add("opened");
  };
  const openerOf = (thread) => document.querySelector("#pages .thread a[href='/thread/" + CSS.escape(encodeURIComponent(thread)) + "']");
  let latest = 0;
  const open = async (thread, link) => {
    const turn = ++latest;
    if (panel() && panel().dataset.thread === thread) { panel().focus(); return; }
    const made = template.content.firstElementChild.cloneNode(true);
    let page;
    try { page = await fetched(link); } catch { location.assign(link); return; }
    if (turn !== latest) return;
    const known = panel();
    made.dataset.thread = thread;
    made.querySelector(".panel-page").href = link;
    try { fill(made, page); } catch { location.assign(link); return; }
    if (new URL(location.href).searchParams.get("thread") !== thread) {
      if (known) history.replaceState(history.state, "", address(thread));
      else history.pushState({ ...history.state, opened: true }, "", address(thread));
    }
    made.querySelector(".panel-close").href = address();
    rearrange(thread, () => {
      if (known) known.remove();
      document.body.append(made);
    });
    mark(thread);
    made.focus({ preventScroll: true });
  };
  const close = () => {
    latest++;
    const known = panel();
    if (!known) return;
    const { thread } = known.dataset;
    const held = known.contains(document.activeElement) || document.activeElement === document.body;
    rearrange(thread, () => known.remove());
    mark();
    const link = openerOf(thread);
    const place = link ? link.closest(".message") : document.getElementById("main");
    if (held) place.focus({ preventScroll: true });
  };
  const leave = () => {
    if (history.state && history.state.opened) {
      const kept = history.scrollRestoration;
      history.scrollRestoration = "manual";
      addEventListener("popstate", () => { history.scrollRestoration = kept; }, { once: true });
      history.back();
      return;
    }
    history.replaceState(history.state, "", address());
    close();
  };
  const more = async (link) => {
    const made = panel();
    if (made.hasAttribute("aria-busy")) return;
    made.setAttribute("aria-busy", "true");
    try {
      const first = fill(made, await fetched(link.href)).querySelector(".message");
      if (document.activeElement === link || link.hidden) first.focus({ preventScroll: true });
    } catch { location.assign(link.href); } finally { made.removeAttribute("aria-busy"); }
  };
  addEventListener("popstate", () => {
    const thread = new URL(location.href).searchParams.get("thread");
    if (!thread) close();
    else if (!panel() || panel().dataset.thread !== thread) open(thread, "/thread/" + encodeURIComponent(thread));
  });
  addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a[href]");
    if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const act = link.matches(".panel-close") ? leave
      : link.matches(".panel-more") ? () => more(link)
      : link.matches("#pages .thread a")
      ? () => open(decodeURIComponent(link.pathname.slice("/thread/".length)), link.getAttribute("href"))
      : undefined;
    if (!act) return;
    event.preventDefault();
    act();
  });
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.isComposing || !panel() || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    leave();
  }, true);
  narrow.addEventListener("change", arrange);
  arrange();
  if (panel()) mark(panel().dataset.thread);
})();
`;
