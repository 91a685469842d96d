// What the tests ask of a page. The browser puts this into every page before
// the page's own; it changes nothing until it is called.
globalThis.look = (() => {
  const round = n => Math.round(n * 10) / 10;
  const flat = s => s.replace(/\s+/g, ' ').trim();

  // name is how a fault names an element, so that it can be found: the nearest
  // places with a name around it, and the words in it.
  const name = el => {
    const one = e => e.localName + (e.id ? '#' + e.id : '') + [...e.classList].map(c => '.' + c).join('');
    const path = [one(el)];
    for (let e = el.parentElement; e && path.length < 3; e = e.parentElement) {
      if (e.id || e.classList.length || /^(main|header|footer|nav|table)$/.test(e.localName)) path.unshift(one(e));
    }
    const words = flat(el.textContent || el.getAttribute('aria-label') || '').slice(0, 40);
    return path.join(' ') + (words ? ` “${words}”` : '');
  };

  // unseen says whether an element is there for a screen reader only, or not
  // there at all: no test of sight applies to it.
  const unseen = el => {
    if (!el.checkVisibility({visibilityProperty: true, opacityProperty: true, contentVisibilityAuto: true})) return true;
    for (let e = el; e; e = e.parentElement) {
      const s = getComputedStyle(e);
      if (s.position !== 'absolute' && s.position !== 'fixed') continue;
      if (s.clipPath.startsWith('inset(50%') || e.offsetWidth <= 1 || e.offsetHeight <= 1) return true;
      const r = e.getBoundingClientRect();
      if (r.right <= 0 || r.bottom + scrollY <= 0) return true; // a skip link, until it is reached
    }
    return false;
  };

  // scroller is the nearest region around an element that scrolls by itself.
  const scroller = el => {
    for (let e = el.parentElement; e && e !== document.body; e = e.parentElement) {
      if (/auto|scroll/.test(getComputedStyle(e).overflowX)) return e;
    }
    return null;
  };

  // texts are the pieces of text of the page with the boxes they stand in.
  const texts = () => {
    const found = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), range = document.createRange();
    for (let node; (node = walk.nextNode());) {
      if (!node.data.trim() || unseen(node.parentElement)) continue;
      range.selectNodeContents(node);
      for (const r of range.getClientRects()) if (r.width > 1 && r.height > 1) found.push({el: node.parentElement, r});
    }
    return found;
  };

  // wide is what makes the page scroll sideways.
  const wide = () => {
    const page = document.scrollingElement;
    if (page.scrollWidth <= innerWidth) return [];
    const out = [...document.body.querySelectorAll('*')].filter(el =>
      el.getBoundingClientRect().right > innerWidth + 0.5 && !unseen(el) && !scroller(el));
    const inner = out.filter(el => !out.some(other => other !== el && el.contains(other)));
    return (inner.length ? inner : [page]).map(el =>
      `${name(el)} makes the page ${page.scrollWidth} px wide in a window of ${innerWidth}`);
  };

  // lost is text that cannot be seen whole: cut off by its box, over the edge
  // of the page, or under other text.
  const lost = () => {
    const found = [], cut = new Set();
    for (const el of document.body.querySelectorAll('*')) {
      const s = getComputedStyle(el);
      if (!/hidden|clip/.test(s.overflowX + s.overflowY) || unseen(el) || !el.textContent.trim()) continue;
      if (el.scrollWidth > el.clientWidth + 1 || el.scrollHeight > el.clientHeight + 1) cut.add(`${name(el)} cuts off its text`);
    }
    found.push(...cut);
    const all = texts().sort((a, b) => a.r.top - b.r.top);
    for (let i = 0; i < all.length; i++) {
      const a = all[i];
      if ((a.r.right > innerWidth + 1 || a.r.left < -1) && !scroller(a.el)) found.push(`${name(a.el)} stands over the edge of the page`);
      for (let j = i + 1; j < all.length && all[j].r.top < a.r.bottom - 4; j++) {
        const b = all[j];
        const across = Math.min(a.r.right, b.r.right) - Math.max(a.r.left, b.r.left);
        const down = Math.min(a.r.bottom, b.r.bottom) - Math.max(a.r.top, b.r.top);
        // Lines of one paragraph may touch; more than a third is one on another.
        if (across > 3 && down > Math.min(a.r.height, b.r.height) / 3) found.push(`${name(a.el)} is under ${name(b.el)}`);
      }
    }
    return [...new Set(found)];
  };

  const reachable = 'a[href], area[href], button, input:not([type=hidden]), select, textarea, summary, iframe, [tabindex]:not([tabindex^="-"]), [contenteditable]';
  const controls = () => [...document.querySelectorAll(reachable)].filter(el => !el.disabled && el.checkVisibility({visibilityProperty: true}));

  // small is the controls that a finger would miss: WCAG 2.2, 2.5.8, with its
  // exceptions for links in a sentence and for those with room around them.
  const small = () => {
    const inSentence = el => {
      if (el.localName !== 'a' || getComputedStyle(el).display !== 'inline') return false;
      let block = el.parentElement;
      while (getComputedStyle(block).display.startsWith('inline')) block = block.parentElement;
      const links = [...block.querySelectorAll('a')].reduce((n, a) => n + flat(a.textContent).length, 0);
      return flat(block.textContent).length > links;
    };
    const all = controls().filter(el => !unseen(el)).map(el => ({el, r: el.getBoundingClientRect()}));
    const under = all.filter(({el, r}) => (r.width < 24 || r.height < 24) && !inSentence(el));
    const near = (a, b) => { // whether a circle of 24 px on a meets b
      const x = (a.left + a.right) / 2, y = (a.top + a.bottom) / 2;
      const dx = Math.max(b.left - x, 0, x - b.right), dy = Math.max(b.top - y, 0, y - b.bottom);
      return Math.hypot(dx, dy) < 12;
    };
    const apart = (a, b) => Math.hypot((a.left + a.right - b.left - b.right) / 2, (a.top + a.bottom - b.top - b.bottom) / 2) >= 24;
    const found = under.filter(({el, r}) => all.some(o => o.el !== el && !el.contains(o.el) && !o.el.contains(el) && near(r, o.r)) ||
      under.some(o => o.el !== el && !apart(r, o.r)));
    return {count: all.length, faults: found.map(({el, r}) => `${name(el)} is ${round(r.width)} × ${round(r.height)} px, with another too near`)};
  };

  // contrast is WCAG's ratio between two colours.
  const rgba = colour => {
    const m = colour.match(/[\d.]+/g)?.map(Number) ?? [0, 0, 0, 0];
    if (colour.startsWith('color(')) return [m[0] * 255, m[1] * 255, m[2] * 255, m[3] ?? 1];
    return [m[0], m[1], m[2], m[3] ?? 1];
  };
  const light = ([r, g, b]) => [r, g, b].map(v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const contrast = (a, b) => {
    const [x, y] = [light(rgba(a)), light(rgba(b))];
    return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
  };
  const ground = el => {
    for (let e = el; e; e = e.parentElement) {
      const c = getComputedStyle(e).backgroundColor;
      if (rgba(c)[3] > 0.99) return c;
    }
    return getComputedStyle(document.documentElement).getPropertyValue('color-scheme').startsWith('dark') ? 'rgb(0,0,0)' : 'rgb(255,255,255)';
  };

  let order = [], walked = [];
  // walk numbers the page's controls as they are written, and from then on
  // writes down at each press of Tab where the keyboard was until then: one
  // message to the browser for each stop, where asking would take another.
  const walk = () => {
    order = controls();
    walked = [];
    addEventListener('keydown', event => { if (event.key === 'Tab') walked.push(stop()); }, true);
    return order.map(el => (el.tabIndex > 0 ? 'tabindex above 0: ' : '') + name(el));
  };
  const stops = () => walked.slice(1); // the first is where the page begins

  // stop is where the keyboard is, and how well that can be seen.
  const stop = () => {
    const el = document.activeElement;
    if (!el || el === document.body || el === document.documentElement) return {index: -1, name: 'the page itself', faults: [], width: 0, height: 0, left: 0, top: 0, inSight: false, flow: false, scrolls: false, key: ''};
    const s = getComputedStyle(el), r = el.getBoundingClientRect(), faults = [];
    const behind = ground(el.parentElement);
    const seen = [];
    if (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2) seen.push(contrast(s.outlineColor, behind));
    const shadow = s.boxShadow.match(/^(rgba?\([^)]*\)|color\([^)]*\)) 0px 0px 0px ([\d.]+)px$/);
    if (shadow && parseFloat(shadow[2]) >= 2) seen.push(contrast(shadow[1], behind));
    const best = Math.max(0, ...seen);
    if (!el.matches(':focus-visible')) faults.push('it is reached, but :focus-visible does not hold');
    if (best < 3) faults.push(`its mark of focus has a contrast of ${round(best)} with what is behind it, which must be 3`);
    // Covered, by WCAG 2.4.12: no part of it may be.
    const boxes = [...el.getClientRects()].filter(b => b.width > 0 && b.height > 0);
    if (!boxes.length) faults.push('it has no place on the page');
    for (const b of boxes) {
      // Of what is larger than the window, the part that is in it.
      const [left, right] = [Math.max(b.left, 0), Math.min(b.right, innerWidth)];
      const [up, down] = [Math.max(b.top, 0), Math.min(b.bottom, innerHeight)];
      if (left >= right || up >= down || b.left < 0 || (b.right > innerWidth + 1)) { faults.push('it is out of sight'); break; }
      for (const x of [left + 1, (left + right) / 2, right - 1]) {
        const top = document.elementFromPoint(x, (up + down) / 2);
        if (top && !el.contains(top) && !top.contains(el)) { faults.push('it is covered by ' + name(top)); break; }
      }
    }
    return {
      index: order.indexOf(el), name: name(el), faults, width: r.width, height: r.height, inSight: r.top >= 0 && r.width > 0,
      // Whether it is in the flow of the page: what is taken out has no place in the order of sight.
      flow: !/absolute|fixed/.test(s.position), scrolls: /auto|scroll/.test(s.overflowX + s.overflowY), left: r.left + scrollX, top: r.top + scrollY,
      key: [el.closest('header, footer, nav, main, aside, body').localName, s.color, s.outlineColor, s.boxShadow, behind, s.display].join('|'),
    };
  };
  const focus = index => { order[index].focus({focusVisible: true}); return stop(); };
  const unfocus = () => document.activeElement.blur();

  // leading is what only leads about the site, and is not for paper: lists of
  // links, ways on from the home page, and links to a heading itself.
  const leading = 'nav, [role=navigation], .skip, .more, .ways, .permalink, .tool';

  // words is what can be read on the page; mainText without what leads about.
  // What a script has added to work the page by is no word of the page's own.
  const words = () => {
    const tools = [...document.querySelectorAll('[data-tool]')];
    for (const tool of tools) tool.hidden = true;
    const text = flat(document.body.innerText);
    for (const tool of tools) tool.hidden = false;
    return text;
  };
  const scripts = () => [...document.scripts].filter(s => !/json/.test(s.type)).length;
  const mainText = () => {
    const skip = [...document.querySelectorAll('main script, main style'), ...[...document.querySelectorAll(leading)].filter(n => n.closest('main'))];
    const walk = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT), found = [];
    for (let node; (node = walk.nextNode());) {
      const el = node.parentElement;
      if (!node.data.trim() || skip.some(n => n.contains(node)) || !el.checkVisibility({visibilityProperty: true})) continue;
      found.push(node.data);
    }
    return found.join(' ');
  };
  const navTexts = () => [...document.querySelectorAll(leading)].map(n => flat(n.textContent)).filter(Boolean);
  const outside = () => [...document.querySelectorAll('main a[href^="http"]')].map(a => a.getAttribute('href'));

  // kept is what the site has left with the reader.
  const kept = () => {
    const found = [];
    if (document.cookie) found.push('a cookie: ' + document.cookie);
    if (localStorage.length) found.push('local storage');
    if (sessionStorage.length) found.push('session storage');
    return found;
  };

  // settled waits until the window has the width that it was given, and the
  // fonts and pictures are there.
  const settled = async width => {
    await document.fonts.ready;
    for (const image of document.images) image.loading = 'eager';
    await Promise.all([...document.images].filter(i => !i.complete).map(i => new Promise(done => { i.onload = i.onerror = done; })));
    while (innerWidth !== width) await new Promise(requestAnimationFrame);
    return true;
  };

  // restyle lays a reader's own style over the page; it goes with ''.
  let own;
  const restyle = css => {
    if (!own) document.adoptedStyleSheets.push(own = new CSSStyleSheet());
    own.replaceSync(css);
  };

  // axe is every rule of axe-core on the page as it stands.
  const axeRun = async leftOut => {
    const rules = axe.getRules().map(r => r.ruleId).filter(r => !leftOut.includes(r));
    const result = await axe.run(document, {runOnly: {type: 'rule', values: rules}, resultTypes: ['violations'], elementRef: false});
    const plain = list => list.map(r => ({
      rule: r.id, help: r.help, nodes: r.nodes.length,
      where: r.nodes.slice(0, 3).map(n => n.target.flat(3).join(' ')), why: flat(r.nodes[0].failureSummary || '').slice(0, 240),
    }));
    return {rules: rules.length, violations: plain(result.violations), incomplete: plain(result.incomplete)};
  };

  return {wide, lost, small, walk, stops, stop, focus, unfocus, words, scripts, mainText, navTexts, outside, kept, settled, restyle, axeRun};
})();
