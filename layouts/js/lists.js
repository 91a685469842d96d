// Lists. A table that is marked for it can be narrowed as one types, and sorted
// by a column. It is whole without this, and every word that this says stands
// in the page.
(() => {
'use strict';
const lang = document.documentElement.lang, plural = new Intl.PluralRules(lang), order = new Intl.Collator(lang, {numeric: true});
const bare = text => text.normalize('NFD').replace(/[\p{Mn}\xad\u200b-\u200d\u2060\ufeff]/gu, '').toLowerCase();
const el = (name, more) => Object.assign(document.createElement(name), more);

// worth is what a cell is sorted by: its date as programs write it, or its words.
const worth = cell => {
  const time = cell.querySelector('time');
  if (time) return time.dateTime;
  const copy = cell.cloneNode(true);
  for (const key of copy.querySelectorAll('.key, .visually-hidden')) key.remove();
  return copy.textContent.trim();
};

for (const table of document.querySelectorAll('table[data-words]')) {
  const said = Object.fromEntries(table.dataset.words.split('\n').map(line => line.split(/=(.*)/))), body = table.tBodies[0], rows = [...body.rows];
  if (rows.length < 2) continue;
  const say = (key, values) => {
    const text = said[key] ?? said[`${key}.${plural.select(values.n)}`] ?? said[key + '.other'];
    return text.replace(/\{(\w+)\}/g, (_, name) => typeof values[name] === 'number' ? values[name].toLocaleString(lang) : values[name]);
  };

  // A box above the table narrows it. What a script adds is marked as a tool.
  const tool = el('div', {className: 'tool'}), id = 'tool--' + (table.id || 'list');
  const box = el('input', {type: 'search', id, autocomplete: 'off'}), state = el('p', {className: 'note'});
  tool.dataset.tool = '';
  state.setAttribute('role', 'status');
  tool.append(el('label', {htmlFor: id, textContent: table.dataset.label}), box, state);
  table.before(tool);
  const texts = rows.map(row => bare(row.textContent));
  const narrow = () => {
    const words = bare(box.value).split(/\s+/);
    let n = 0;
    rows.forEach((row, i) => { row.hidden = !words.every(w => texts[i].includes(w)); n += !row.hidden; });
    state.textContent = box.value.trim() ? say('shown', {n, of: rows.length}) : '';
  };
  box.addEventListener('input', narrow);
  narrow(); // a browser may have kept what was typed

  // A button in each heading sorts by its column, and the other way round when
  // it is pressed again.
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const name = head.textContent.trim();
    const button = el('button', {type: 'button'});
    button.setAttribute('aria-label', say('sort', {column: name}));
    button.dataset.tool = '';
    head.append(' ', button);
    button.addEventListener('click', () => {
      const down = head.getAttribute('aria-sort') === 'ascending';
      for (const h of heads) h.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
      const keys = new Map(rows.map(row => [row, worth(row.cells[column])]));
      const sorted = [...rows].sort((a, b) => order.compare(keys.get(a), keys.get(b)) * (down ? -1 : 1));
      body.append(...sorted);
      state.textContent = say(down ? 'down' : 'up', {column: name});
    });
  });
}
})();
