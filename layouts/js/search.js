// Search. It reads the index that internal/search writes, piece by piece, and
// shows the pages that have the words of a query. Every word that it says
// stands in the page; without it the page is an index from A to Z.
(() => {
'use strict';
const at = id => document.getElementById('search--' + id);
const form = at('form'), box = at('q'), results = at('results'), more = at('more');
const index = JSON.parse(form.dataset.index), said = Object.fromEntries(form.dataset.words.split('\n').map(line => line.split(/=(.*)/)));
const lang = document.documentElement.lang, plural = new Intl.PluralRules(lang);
const choices = [...form.querySelectorAll('select')];
const narrowing = at('choices');
const most = 50, step = 10, few = 2000;

// say is a word of the page's, with its places filled.
const say = (key, values = {}) => {
  const text = said[key] ?? said[`${key}.${plural.select(values.n)}`] ?? said[key + '.other'];
  return text.replace(/\{(\w+)\}/g, (_, name) => typeof values[name] === 'number' ? values[name].toLocaleString(lang) : values[name]);
};

// Pieces of the index are scripts, since a page opened from a folder may load
// nothing else. Each hands over what it holds by calling fiftysix.
const pieces = new Map(), waiting = {};
window.fiftysix = (name, holds) => waiting[name]?.(holds);
const piece = name => {
  if (!pieces.has(name)) pieces.set(name, new Promise((done, fail) => {
    const script = document.createElement('script');
    script.src = form.dataset.pieces + name + '.js?' + index.mark;
    script.onload = () => script.remove();
    script.onerror = () => { script.remove(); pieces.delete(name); fail(new Error(name)); };
    waiting[name] = done;
    document.head.append(script);
  }));
  return pieces.get(name);
};
const once = make => {
  const made = new Map();
  return key => {
    if (!made.has(key)) made.set(key, make(key).catch(err => { made.delete(key); throw err; }));
    return made.get(key);
  };
};

// Numbers are written in letters: see internal/search/pieces.go.
const value = [];
for (let c = 32, n = 0; c < 127; c++) if (c !== 33 && c !== 34 && c !== 92) value[c] = n++;
const numbers = text => {
  const all = [];
  for (let i = 0, n = 0; i < text.length; i++) {
    const v = value[text.charCodeAt(i)];
    if (v < 64) { all.push(n * 64 + v); n = 0; } else n = n * 28 + v - 64;
  }
  return all;
};
const unpacked = text => {
  let word = '';
  return text.split('!').slice(0, -1).map(s => word = word.slice(0, value[s.charCodeAt(0)]) + s.slice(1));
};

// What a word is: the same as in internal/search/words.go.
const special = {ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', ς: 'σ', ﬀ: 'ff', ﬁ: 'fi', ﬂ: 'fl', ﬃ: 'ffi', ﬄ: 'ffl'};
const folded = new Map();
const fold = word => {
  let bare = folded.get(word);
  if (bare === undefined) {
    bare = word.normalize('NFD').replace(/[\p{Mn}\xad\u200b-\u200d\u2060\ufeff]/gu, '').toLowerCase().replace(/[ßæœøłđðςﬀ-ﬄ]/g, c => special[c]);
    folded.set(word, bare);
  }
  return bare;
};
const wordsOf = text => [...text.matchAll(/[\p{L}\p{Nd}\p{M}\xad\u200b-\u200d\u2060\ufeff]+/gu)]
  .map(m => ({word: fold(m[0]), from: m.index, to: m.index + m[0].length}))
  .filter(w => w.word && !(w.word === 's' && /['’]/.test(text[w.from - 1])));

// The dictionary.
const firstWords = index.words.split(' '), firstBack = index.back.split(' ');
const wordsPiece = once(async i => {
  const [words, groups, docs] = await piece('w/' + i);
  const distance = numbers(groups), size = numbers(docs);
  let group = 0;
  return unpacked(words).map((word, j) => {
    group += distance[j] & 1 ? -(distance[j] + 1) / 2 : distance[j] / 2;
    return {word, group, size: size[j]};
  });
});
const backPiece = once(async i => unpacked(await piece('b/' + i)));

// span gives the pieces that hold what begins with a text, or just the text.
const span = async (firsts, read, text, whole) => {
  let from = 0, to = 0;
  for (const [i, first] of firsts.entries()) {
    if (first <= text) from = i;
    if (first <= text || !whole && first.startsWith(text)) to = i + 1;
  }
  return (await Promise.all(Array.from({length: to - from}, (_, i) => read(from + i)))).flat();
};

// near says whether one letter more, less, other or in its neighbour's place
// makes a into b.
const near = (a, b) => {
  if (Math.abs(a.length - b.length) > 1) return false;
  let i = 0, n = 0;
  while (i < a.length && a[i] === b[i]) i++;
  while (n < Math.min(a.length, b.length) - i && a.at(-1 - n) === b.at(-1 - n)) n++;
  const x = a.slice(i, a.length - n), y = b.slice(i, b.length - n);
  return x.length + y.length < 2 || x.length === 1 && y.length === 1 || x.length === 2 && x === y[1] + y[0];
};
const turn = word => [...word].reverse().join('');

// forgive finds the word that was most likely meant. One mistake leaves the
// first half of a word right, or the second, or stands between them.
const forgive = async word => {
  const half = word.length >> 1, end = turn(word.slice(half));
  const [begin, back] = await Promise.all([
    span(firstWords, wordsPiece, word.slice(0, half)), span(firstBack, backPiece, end),
  ]);
  const found = new Set(begin.map(w => w.word).filter(w => near(word, w)));
  for (const w of back) if (w.startsWith(end) && near(word, turn(w))) found.add(turn(w));
  found.add(word.slice(0, half - 1) + word[half] + word[half - 1] + word.slice(half + 1));
  const known = (await Promise.all([...found].slice(0, 20).map(exactly))).flat();
  return known.sort((a, b) => (b.word[0] === word[0]) - (a.word[0] === word[0]) || b.size - a.size)[0];
};
const exactly = async word => (await span(firstWords, wordsPiece, word, true)).filter(w => w.word === word);

// meant finds the groups of a word that was typed: those of the word itself,
// of what begins with it if it may not be finished, or of what it is near to.
const meant = async (word, unfinished) => {
  const term = {word, groups: new Map(), forms: new Set()};
  let all = await span(firstWords, wordsPiece, word, true), begins = all.filter(w => w.word === word);
  if (unfinished && word.length > 1 && (word.length < 4 || !begins.length)) {
    all = await span(firstWords, wordsPiece, word);
    begins = all.filter(w => w.word.startsWith(word));
  }
  let room = 1 << 15;
  for (const w of begins.sort((a, b) => (b.word === word) - (a.word === word) || b.size - a.size)) {
    if (term.groups.has(w.group)) continue;
    if ((room -= 1 << w.size) < 0 && term.groups.size) { term.cut = true; break; }
    term.groups.set(w.group, w.word === word ? 1 : .4 + .4 * word.length / w.word.length);
  }
  const stem = word.replace(/(ing|ed|e?s|er|ly|ion|al|e|y)s?$/, '');
  if (!begins.length && stem.length > 3) {
    for (const w of await span(firstWords, wordsPiece, stem)) {
      if (w.word.startsWith(stem) && w.word.length < stem.length + 5) { term.groups.set(w.group, .9); term.forms.add(w.word); }
    }
  }
  if (!term.groups.size && word.length > 3 && !/\d/.test(word)) {
    const w = await forgive(word);
    if (w) {
      term.instead = w.word;
      term.groups.set(w.group, .8);
      for (const v of await span(firstWords, wordsPiece, w.word, true)) if (v.group === w.group) term.forms.add(v.word);
    }
  }
  for (const w of all) if (term.groups.has(w.group)) term.forms.add(w.word);
  return term;
};

// The docs of a group, each with its weight.
const starts = [0];
for (const n of numbers(index.posts)) starts.push(starts.at(-1) + n);
const posts = once(async i => (await piece('p/' + i)).split('!'));
const listOf = once(async group => {
  const i = starts.findIndex(n => n > group) - 1;
  const all = numbers((await posts(i))[group - starts[i]]), docs = [], weights = [];
  for (let w = 3, j = 0; w >= 0; w--) {
    for (let n = all[j++], doc = -1; n > 0; n--) {
      docs.push(doc += all[j++] + 1);
      weights.push(w);
    }
  }
  return {docs, weights};
});
const docsPiece = once(i => piece('d/' + i));
const docOf = async n => {
  const [url, name, lang, of, kind, date, said, hold, texts, more] = (await docsPiece(Math.floor(n / index.per)))[n % index.per];
  return {n, url, name, lang, of, kind, date, said, hold, texts, more};
};

// parse takes a query apart: words, phrases, and whether the last word may go on.
const parse = query => {
  const parts = [], phrases = [];
  query.split(/["“”]/).forEach((text, i, all) => {
    const words = wordsOf(text).map(w => w.word);
    if (i % 2 && i < all.length - 1 && words.length > 1) phrases.push(words);
    for (const [j, word] of words.entries()) {
      const last = !(i % 2) && i === all.length - 1 && j === words.length - 1 && /[\p{L}\p{Nd}\p{M}]$/u.test(text);
      if (!parts.some(p => p.word === word)) parts.push({word, unfinished: last});
    }
  });
  return {parts: parts.slice(0, 12), phrases};
};

const weigh = [.8, 1, 2, 5];

// find gives the docs that fit, best first, and how many there are.
const find = async (query, chosen) => {
  const {parts, phrases} = parse(query);
  const terms = await Promise.all(parts.map(p => meant(p.word, p.unfinished)));
  const has = new Uint8Array(index.docs), score = new Float32Array(index.docs);
  for (const term of terms) {
    const lists = await Promise.all([...term.groups].map(async ([group, sure]) => ({sure, ...await listOf(group)})));
    const best = new Float32Array(index.docs);
    let size = 0;
    for (const {sure, docs, weights} of lists) {
      for (let i = 0; i < docs.length; i++) {
        const d = docs[i], s = sure * weigh[weights[i]];
        if (!best[d]) size++;
        if (s > best[d]) best[d] = s;
      }
    }
    term.rare = Math.log(1 + index.docs / (size + 1));
    for (let d = 0; d < index.docs; d++) if (best[d]) { has[d]++; score[d] += best[d] * term.rare; }
  }
  // Two words that stand together in a name count for more than each.
  const pairs = (await Promise.all(parts.slice(1).map((p, i) => exactly(parts[i].word + p.word)))).flat();
  for (const {group, word} of pairs) for (const d of (await listOf(group)).docs) score[d] *= /\d$/.test(word) ? 4 : 1.5;
  let fit = [], some = false;
  for (let d = 0; d < index.docs; d++) if (has[d] === terms.length) fit.push(d);
  if (!fit.length && terms.length > 1 && !phrases.length) {
    const top = score.reduce((a, b) => Math.max(a, b), 0);
    for (let d = 0; d < index.docs; d++) if (score[d] && score[d] >= top * .6) fit.push(d);
    some = fit.length > 0;
  }
  const found = {terms, phrases, some, cut: terms.some(t => t.cut)};
  found.all = fit;
  fit = await narrow(fit, chosen);
  found.count = fit.length;
  found.docs = topOf(fit, score, phrases.length ? 300 : most);
  if (phrases.length) await check(found);
  return found;
};

// topOf gives the best, in order; where two are as good, the first.
const topOf = (docs, score, n) => {
  const top = [];
  for (const d of docs) {
    if (top.length === n && score[d] <= score[top[n - 1]]) continue;
    let i = top.length;
    while (i && score[top[i - 1]] < score[d]) i--;
    top.splice(i, 0, d);
    if (top.length > n) top.pop();
  }
  return top;
};

// narrow leaves the docs that are in the list of every choice made.
const narrow = async (docs, chosen, but) => {
  for (const [id, list] of chosen) {
    if (id === but) continue;
    const within = new Uint8Array(index.docs);
    for (const d of (await listOf(list)).docs) within[d] = 1;
    docs = docs.filter(d => within[d]);
  }
  return docs;
};

// check leaves the docs whose words stand in a row where the query wants it.
const check = async found => {
  const docs = [];
  for (let i = 0; i < found.docs.length && docs.length <= most; i += step) {
    const read = await Promise.all(found.docs.slice(i, i + step).map(docOf));
    for (const doc of read) {
      const texts = [doc.name, ...await allTexts(doc)];
      if (found.phrases.every(p => texts.some(t => inRow(wordsOf(t).map(w => w.word), p) >= 0))) docs.push(doc.n);
    }
  }
  found.cut = found.cut || found.count > 300 && docs.length <= most;
  found.docs = docs;
  found.count = docs.length;
};
const allTexts = async doc => {
  const texts = [...doc.texts];
  for (let i = 1; i <= doc.more; i++) texts.push(...await piece(`x/${doc.n}-${i}`));
  return texts.filter((_, i) => i % 3 === 2);
};
const inRow = (words, phrase) => words.findIndex((_, i) => phrase.every((p, j) => words[i + j] === p));

// sentence finds the sentence of a doc that has most of the words.
const sentence = async (doc, found) => {
  let best = {score: 0};
  for (let part = 0, texts = doc.texts; ; texts = await piece(`x/${doc.n}-${part}`)) {
    for (let i = 0; i < texts.length; i += 3) {
      for (const m of texts[i + 2].matchAll(/[^.?!\n]+(?:[.?!]+(?=\S)[^.?!\n]+)*[.?!]*["'”’)]*/g)) {
        const words = wordsOf(m[0]), hits = words.map(w => found.terms.findIndex(t => t.forms.has(w.word)));
        let score = 0;
        for (const t of new Set(hits)) if (t >= 0) score += found.terms[t].rare;
        for (const p of found.phrases) if (inRow(words.map(w => w.word), p) >= 0) score += 100;
        if (m[0].includes(' | ')) score *= .8; // a row of a table
        if (score > best.score) best = {score, text: m[0], marks: words.filter((_, j) => hits[j] >= 0), id: texts[i], lang: texts[i + 1]};
      }
    }
    if (part++ >= doc.more || best.score >= found.terms.reduce((n, t) => n + t.rare, 0)) break;
  }
  if (!best.text && doc.texts.length) best = {text: doc.texts[2].split('\n')[0], marks: [], id: '', lang: doc.texts[1]};
  return best;
};

const el = (name, text = '', more = {}) => Object.assign(document.createElement(name), {textContent: text}, more);

// mark adds a stretch of a text to an element, with the words found marked.
const mark = (to, text, marks, here = 0, end = text.length) => {
  for (const m of marks) {
    if (m.from < here || m.to > end) continue;
    to.append(text.slice(here, m.from), el('mark', text.slice(m.from, m.to)));
    here = m.to;
  }
  to.append(text.slice(here, end));
  return to;
};

// marked shows a sentence, cut where it is long.
const marked = s => {
  const p = el('p');
  if (s.lang !== lang) p.lang = s.lang;
  let from = 0, to = s.text.length;
  const room = 280;
  if (to > room) {
    const first = s.marks[0]?.from ?? 0;
    if (first > room / 2) from = s.text.indexOf(' ', first - room / 3) + 1;
    if (to > from + room) to = s.text.lastIndexOf(' ', from + room);
    if (to <= from) to = s.text.length;
  }
  if (from) p.append('… ');
  mark(p, s.text, s.marks, from, to);
  if (to < s.text.length) p.append(' …');
  return p;
};

const shown = async (n, found) => {
  const doc = await docOf(n), li = el('li'), h = el('h3'), s = await sentence(doc, found);
  const file = location.protocol === 'file:' ? 'index.html' : '';
  const named = wordsOf(doc.name).filter(w => found.terms.some(t => t.forms.has(w.word)));
  const name = mark(el('a', '', {href: form.dataset.root + doc.url + file + (s.id ? '#' + s.id : '')}), doc.name, named);
  if (doc.of) name.append(el('span', ': ' + doc.of, {className: 'visually-hidden'}));
  h.append(name);
  if (doc.lang !== lang) h.lang = doc.lang;
  li.append(h, el('p', [doc.kind, doc.of, doc.date, doc.said].filter(Boolean).join(' · '), {className: 'note'}));
  if (doc.hold) li.append(el('p', doc.hold, {className: 'hold'}));
  if (s.text) li.append(marked(s));
  return li;
};

let turnNow = 0, now = null; // which search is the latest, and what it found

const show = async () => {
  const turnMine = ++turnNow, query = box.value.trim();
  const chosen = choices.filter(c => c.value).map(c => [c.name, +c.selectedOptions[0].dataset.list]);
  results.ariaBusy = 'true';
  try {
    if (!wordsOf(query).length && !chosen.length) return clear();
    const found = await find(box.value.trimStart(), chosen);
    const first = await Promise.all(found.docs.slice(0, step).map(n => shown(n, found)));
    if (turnMine !== turnNow) return;
    now = {...found, chosen};
    results.replaceChildren(...first);
    tell(found, query);
    more.hidden = found.docs.length <= step;
    at('found').hidden = false;
    narrowing.hidden = false;
    if (chosen.length) narrowing.open = true;
    if (narrowing.open || index.docs < few) counted(found, chosen, turnMine);
  } catch (err) {
    if (turnMine === turnNow) { results.replaceChildren(); at('found').hidden = false; at('count').textContent = say('failed'); }
  } finally {
    if (turnMine === turnNow) results.ariaBusy = 'false';
  }
};

const clear = () => {
  now = null;
  results.replaceChildren();
  at('count').textContent = '';
  at('found').hidden = narrowing.hidden = more.hidden = true;
};

// tell says how many results there are, in the region that is read out.
const tell = (found, query) => {
  const lines = [];
  for (const t of found.terms) if (t.instead) lines.push(say('instead', {typed: t.word, word: t.instead}));
  if (found.some) lines.push(say('some'));
  lines.push(!found.count ? say('none', {query}) : found.count > most || found.cut ? say('most', {n: Math.min(found.count, most)}) : say('count', {n: found.count}));
  at('count').textContent = lines.join(' ');
};

// counted says beside every option how many of the results it would leave.
const counted = async (found, chosen, turnMine) => {
  for (const c of choices) {
    const left = await narrow(found.all, chosen, c.name), within = new Uint8Array(index.docs);
    for (const d of left) within[d] = 1;
    for (const o of [...c.options].slice(1)) {
      const n = (await listOf(+o.dataset.list)).docs.reduce((sum, d) => sum + within[d], 0);
      if (turnMine !== turnNow) return;
      o.textContent = `${o.dataset.name} (${n.toLocaleString(lang)})`;
      o.hidden = o.disabled = !n && !o.selected;
    }
  }
};

// The address holds the query, so that it can be shared and gone back to.
const address = () => {
  const to = new URLSearchParams();
  for (const c of [box, ...choices]) if (c.value.trim()) to.set(c.name, c.value);
  const q = to.toString();
  return location.pathname + (q ? '?' + q : '');
};
const read = () => {
  const from = new URLSearchParams(location.search);
  for (const c of [box, ...choices]) c.value = from.get(c.name) ?? '';
  return show();
};
const go = () => {
  if (address() !== location.pathname + location.search) history.pushState(null, '', address());
  return show();
};

let timer;
box.addEventListener('input', () => {
  clearTimeout(timer);
  timer = setTimeout(() => { history.replaceState(null, '', address()); show(); }, 150);
});
form.addEventListener('submit', e => { e.preventDefault(); clearTimeout(timer); go(); });
for (const c of choices) c.addEventListener('change', go);
more.addEventListener('click', async () => {
  const found = now, from = results.children.length;
  const next = await Promise.all(found.docs.slice(from, from + step).map(n => shown(n, found)));
  if (found !== now) return;
  results.append(...next);
  more.hidden = results.children.length >= found.docs.length;
  next[0]?.querySelector('a').focus();
});
narrowing.addEventListener('toggle', () => { if (narrowing.open && now) counted(now, now.chosen, turnNow); });
window.addEventListener('popstate', read);
read();
})();
