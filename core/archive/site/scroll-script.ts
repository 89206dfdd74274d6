/**
 * Pages of a chat or a thread that follow each other while somebody scrolls. The links to the pages before and behind are
 * followed when they come near, at most six pages are kept, and the address is always that of the page in view: the way
 * back leads to where the reader was. Without it the links are there to be clicked.
 */
export const SCROLL_SCRIPT = `"use strict";
(() => {
  const MOST = 6;
  const list = document.getElementById("pages");
  const pagers = document.querySelectorAll(".pager[aria-label=Pages]");
  if (!list || pagers.length !== 2 || !window.IntersectionObserver) return;
  const root = document.documentElement;
  const learn = (section, source, address) => {
    for (const rel of ["prev", "next"]) {
      const link = source.querySelector(".pager a[rel=" + rel + "]");
      section[rel] = link && link.getAttribute("href") || "";
    }
    section.address = address;
  };
  learn(list.firstElementChild, document, location.pathname + location.search);
  const sides = {
    prev: { pager: pagers[0], other: "next", label: "Earlier messages", section: () => list.firstElementChild },
    next: { pager: pagers[1], other: "prev", label: "Later messages", section: () => list.lastElementChild },
  };
  for (const [rel, side] of Object.entries(sides)) {
    const unused = side.pager.querySelector("a[rel=" + side.other + "]");
    if (unused) unused.remove();
    side.link = side.pager.querySelector("a[rel=" + rel + "]") || side.pager.insertAdjacentElement("afterbegin", document.createElement("a"));
    side.link.rel = rel;
    side.link.textContent = side.label;
  }
  const update = () => {
    for (const [rel, side] of Object.entries(sides)) {
      const address = side.section()[rel];
      side.link.hidden = address === "";
      if (address) side.link.href = address;
      else side.link.removeAttribute("href");
    }
    for (const last of document.querySelectorAll(".pager a[rel=last]")) last.hidden = sides.next.link.hidden;
    let day = "";
    for (const heading of list.querySelectorAll(":scope > section > h2")) {
      heading.hidden = heading.dataset.day === day;
      day = heading.dataset.day;
    }
  };
  const inView = () => {
    const at = document.elementFromPoint(innerWidth / 2, innerHeight / 3);
    const near = at && at.closest("#pages .message");
    if (near) return near;
    return [...list.querySelectorAll(":scope > section > .message")].find((one) => one.getBoundingClientRect().bottom > 0);
  };
  const keepingView = (change) => {
    const fixed = inView();
    const before = fixed ? fixed.getBoundingClientRect().top : 0;
    root.dataset.moving = "";
    change();
    if (fixed && fixed.isConnected) scrollBy(0, fixed.getBoundingClientRect().top - before);
    requestAnimationFrame(() => { delete root.dataset.moving; });
  };
  const drop = (section) => {
    if (section.contains(document.activeElement)) document.getElementById("main").focus({ preventScroll: true });
    section.remove();
  };
  const add = (rel, section) => {
    for (const one of section.querySelectorAll("[id]")) {
      const known = document.getElementById(one.id);
      if (!known) continue;
      if (!list.contains(known)) known.removeAttribute("id");
      else if (one.matches(".message")) one.remove();
      else one.removeAttribute("id");
    }
    // What is out of view is not drawn, and has its true height only once it was.
    section.className = "drawn";
    requestAnimationFrame(() => requestAnimationFrame(() => { section.className = ""; }));
    const isWaited = document.activeElement === sides[rel].link;
    keepingView(() => {
      if (rel === "prev") list.prepend(section);
      else list.append(section);
      while (list.children.length > MOST) drop(rel === "prev" ? list.lastElementChild : list.firstElementChild);
      update();
    });
    const messages = section.querySelectorAll(":scope > .message");
    const next = messages[rel === "prev" ? messages.length - 1 : 0];
    if (isWaited && next) next.focus();
  };
  let isBusy = false;
  const load = async (rel) => {
    const address = sides[rel].section()[rel];
    if (isBusy || !address) return;
    isBusy = true;
    list.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address);
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const section = page.querySelector("#pages > section");
      if (!section) return;
      learn(section, page, address);
      add(rel, document.adoptNode(section));
      if (isLooking) look();
    } catch {} finally {
      isBusy = false;
      list.removeAttribute("aria-busy");
    }
  };
  // What is in view already is only told to one who begins to look.
  const observer = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) if (isIntersecting) setTimeout(load, 0, target.rel);
  }, { rootMargin: "1200px" });
  let isLooking = false;
  const look = () => {
    isLooking = true;
    observer.disconnect();
    for (const { link } of Object.values(sides)) observer.observe(link);
  };
  // A thread that is open beside the chat stays in the address.
  const addressOf = (section) => {
    const panel = document.getElementById("panel");
    const url = new URL(section.address, location.href);
    if (panel) url.searchParams.set("thread", panel.dataset.thread);
    else url.searchParams.delete("thread");
    return url.pathname + url.search;
  };
  const keep = () => {
    const message = inView();
    const section = message && message.closest("#pages > section");
    if (!section) return;
    const top = message.getBoundingClientRect().top;
    history.replaceState({ ...history.state, id: message.id, top }, "", addressOf(section));
  };
  history.scrollRestoration = "manual";
  update();
  const goBack = async ({ id, top }) => {
    const known = id && document.getElementById(id);
    if (!known) return;
    const away = () => known.getBoundingClientRect().top - top;
    scrollBy(0, away());
    for (const rel of ["next", "prev"]) {
      if (Math.abs(away()) <= 1) return;
      // It was near an end of its page, and what follows there is not here yet.
      await load(rel);
      scrollBy(0, away());
    }
  };
  goBack(history.state || {}).then(() => {
    // Nothing moves before the reader does.
    const signs = ["scroll", "wheel", "touchmove", "pointerdown", "keydown"];
    const begin = () => { for (const sign of signs) removeEventListener(sign, begin); look(); };
    for (const sign of signs) addEventListener(sign, begin, { passive: true });
    let timer = 0;
    addEventListener("scroll", () => { clearTimeout(timer); timer = setTimeout(keep, 150); }, { passive: true });
    addEventListener("click", keep, true);
  });
})();
`;
