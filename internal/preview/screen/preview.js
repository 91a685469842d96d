// The preview's script: it hears of changes and brings the page up to date. It
// is added on the way out and is never part of a site that is built. It sends
// nothing, and keeps what it must remember over a reload in this tab alone.
(() => {
  "use strict";
  const host = document.getElementById("fiftysix-preview");
  if (!host) return;
  const page = host.dataset.page, view = host.dataset.view;
  if (!host.shadowRoot) { // a browser that cannot read a shadow tree from HTML
    const t = host.querySelector("template");
    host.attachShadow({ mode: "open" }).append(t.content);
    t.remove();
  }
  const root = host.shadowRoot;
  const key = "fiftysix-preview:" + location.pathname;
  let mark = host.dataset.mark, bar = host.dataset.bar, source = null;

  // What a reload must not lose.
  const pathTo = (el) => {
    const steps = [];
    for (; el && el !== document.body && el.parentElement; el = el.parentElement) {
      if (el.id) { steps.unshift("#" + CSS.escape(el.id)); return steps.join(" > "); }
      steps.unshift(el.localName + ":nth-of-type(" + (1 + [...el.parentElement.children].filter(
        (e) => e.localName === el.localName).indexOf(el)) + ")");
    }
    return steps.length ? "body > " + steps.join(" > ") : "";
  };
  const blocks = () => [...document.querySelectorAll(
    "main :is(h1,h2,h3,h4,h5,h6,p,li,dt,dd,td,th,figcaption,pre,summary,img)")].filter(
    (el) => !el.querySelector("p,li,dt,dd,td,pre"));
  const said = (el) => el.localName + " " + (el.getAttribute("src") || el.getAttribute("alt") || "") + el.textContent.replace(/\s+/g, " ").trim();

  const reload = () => {
    const at = document.activeElement, memory = {
      x: scrollX, y: scrollY, blocks: blocks().map(said), time: Date.now(),
      open: [...document.querySelectorAll("details")].map((d) => d.open),
    };
    if (at === host) memory.own = root.activeElement && root.activeElement.id;
    else if (at && at !== document.body) {
      memory.focus = pathTo(at);
      if ("selectionStart" in at) memory.value = [at.value, at.selectionStart, at.selectionEnd];
    }
    sessionStorage.setItem(key, JSON.stringify(memory));
    stop();
    location.reload();
  };

  const restore = () => {
    const text = sessionStorage.getItem(key);
    if (!text) return;
    sessionStorage.removeItem(key);
    const memory = JSON.parse(text);
    if (Date.now() - memory.time > 60000) return;
    document.querySelectorAll("details").forEach((d, i) => { if (i in memory.open) d.open = memory.open[i]; });
    history.scrollRestoration = "manual";
    const scroll = () => scrollTo({ left: memory.x, top: memory.y, behavior: "instant" });
    scroll();
    addEventListener("load", () => { scroll(); history.scrollRestoration = "auto"; }, { once: true });
    let el = null;
    try { el = memory.own ? root.getElementById(memory.own) : memory.focus && document.querySelector(memory.focus); } catch { /* gone */ }
    if (el) {
      el.focus({ preventScroll: true });
      if (memory.value) { el.value = memory.value[0]; try { el.setSelectionRange(memory.value[1], memory.value[2]); } catch { /* of another type */ } }
    }
    const before = new Map();
    for (const b of memory.blocks) before.set(b, (before.get(b) || 0) + 1);
    const changed = blocks().filter((b) => {
      const n = before.get(said(b)) || 0;
      before.set(said(b), n - 1);
      return n < 1;
    });
    if (changed.length === 0 || changed.length > 40) return;
    for (const b of changed) { b.classList.add("fiftysix-changed"); b.dataset.fiftysixChanged = ""; }
    setTimeout(() => changed.forEach((b) => { b.classList.remove("fiftysix-changed"); delete b.dataset.fiftysixChanged; }), 4000);
  };

  // The bar.
  const settle = () => {
    const fold = root.getElementById("fold");
    if (fold) {
      fold.open = sessionStorage.getItem("fiftysix-preview-fold") !== "shut";
      fold.addEventListener("toggle", () => sessionStorage.setItem("fiftysix-preview-fold", fold.open ? "open" : "shut"));
    }
    const warnings = root.getElementById("warnings");
    if (warnings) {
      warnings.open = sessionStorage.getItem("fiftysix-preview-warnings") === "open";
      warnings.addEventListener("toggle", () => sessionStorage.setItem("fiftysix-preview-warnings", warnings.open ? "open" : "shut"));
    }
    for (const b of root.querySelectorAll("button[data-copy]")) {
      b.hidden = false;
      b.addEventListener("click", () => copy(b));
    }
  };
  const copy = async (button) => {
    const text = button.dataset.copy;
    try { await navigator.clipboard.writeText(text); } catch {
      const area = document.createElement("textarea");
      area.value = text;
      button.after(area);
      area.select();
      document.execCommand("copy");
      area.remove();
      button.focus();
    }
    button.textContent = "Copied";
    tell("Copied");
    setTimeout(() => { button.textContent = "Copy"; }, 2000);
  };
  const tell = (text) => { root.getElementById("said").textContent = text; };

  const refreshBar = async () => {
    const answer = await fetch("/__preview/bar?" + new URLSearchParams({ page, view }));
    if (!answer.ok) return;
    const inside = root.getElementById("inside");
    const focused = root.activeElement && (root.activeElement.id || root.activeElement.closest("[id]")?.id);
    const was = inside.querySelector(".bar")?.dataset.said;
    inside.innerHTML = await answer.text();
    settle();
    if (focused) { const el = root.getElementById(focused); if (el) (el.querySelector("summary") || el).focus({ preventScroll: true }); }
    const now = inside.querySelector(".bar");
    bar = now.dataset.bar;
    if (now.dataset.said !== was) tell(now.dataset.said);
  };

  // Stylesheets are exchanged one for one; the old one goes when the new one
  // is there, so that the page is never seen without.
  const restyle = (styles) => {
    const links = [...document.querySelectorAll('link[rel="stylesheet"]')].filter((l) => !l.getAttribute("href").startsWith("/__preview/"));
    if (links.length !== styles.length) return reload();
    links.forEach((link, i) => {
      if (link.getAttribute("href") === styles[i]) return;
      const fresh = link.cloneNode();
      fresh.href = styles[i];
      fresh.addEventListener("load", () => link.remove());
      link.after(fresh);
      link.setAttribute("rel", "stylesheet fiftysix-old");
      link.dataset.old = "";
    });
  };
  const current = () => [...document.querySelectorAll('link[rel="stylesheet"]')].map((l) => l.getAttribute("href")).filter((h) => !h.startsWith("/__preview/"));

  const hear = (e) => {
    const news = JSON.parse(e.data);
    host.dataset.heard = e.data;
    if (news.page !== mark) return reload();
    if (JSON.stringify(news.styles || []) !== JSON.stringify(current())) restyle(news.styles || []);
    if (news.bar !== bar) refreshBar();
    const offer = root.getElementById("offer");
    if (news.offer) {
      offer.querySelector("a").href = news.offer.href;
      offer.querySelector("span").textContent = news.offer.file;
    }
    offer.hidden = !news.offer;
  };

  // A page that nobody sees lets its connection go: browsers allow six to one
  // server, and the seventh window would wait for ever.
  const start = () => {
    if (source && source.readyState !== EventSource.CLOSED) return;
    source = new EventSource("/__preview/events?" + new URLSearchParams({ page, view }));
    source.onmessage = hear;
    source.onerror = () => { if (source && source.readyState === EventSource.CLOSED) { source = null; setTimeout(start, 1000); } };
  };
  const stop = () => { if (source) source.close(); source = null; };
  document.addEventListener("visibilitychange", () => (document.hidden ? stop() : start()));
  addEventListener("pageshow", start);
  addEventListener("pagehide", stop);

  settle();
  restore();
  start();
  document.documentElement.dataset.fiftysixPreview = "ready";
})();
