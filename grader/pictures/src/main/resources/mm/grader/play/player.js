// The page's controls, and what it shows at a step.
const COLUMNS = [['space'], ['tables', 'touched'], ['frames', 'tlb'], ['heap', 'bins', 'lists', 'slots'], ['tasks', 'limits', 'badness']];
const QUIET = ['minor', 'major'];
const ui = {}, panels = {};
let at = 0, timer = null, follow = '', highest = {}, different = [];

function button(id, symbol, key, action, text) {
  const element = make('button', { id: id, type: 'button', 'aria-label': words[key], title: words[key] }, symbol);
  if (text) element.appendChild(make('span', { class: 'long' }, ' ' + text));
  element.addEventListener('click', () => { if (element.getAttribute('aria-disabled') !== 'true') action(); });
  ui.bar.appendChild(element);
  return element;
}

function build() {
  const main = document.getElementById('main');
  ui.bar = main.appendChild(make('div', { id: 'bar', role: 'toolbar', 'aria-label': words.play }));
  ui.first = button('first', '⇤', 'first', () => go(0));
  ui.back = button('back', '←', 'back', () => go(at - 1));
  ui.play = button('play', '', 'play', toggle);
  ui.forward = button('forward', '→', 'forward', () => go(at + 1));
  ui.last = button('last', '⇥', 'last', () => go(steps.length - 1));
  button('fault-back', '←⚡', 'fault-back', () => seek(-1, faulted, 'no-fault'));
  button('fault', '⚡→', 'fault', () => seek(1, faulted, 'no-fault'), words.fault);
  button('event-back', '←★', 'event-back', () => seek(-1, eventful, 'no-event'));
  button('event', '★→', 'event', () => seek(1, eventful, 'no-event'), words.event);
  if (different.length) button('difference', '≠→', 'difference', () => seek(1, differs, 'no-difference'), words.difference);
  const slider = ui.bar.appendChild(make('label', { class: 'range' }));
  ui.where = slider.appendChild(make('span', { id: 'where' }));
  const track = slider.appendChild(make('span', { class: 'track' }));
  ui.range = track.appendChild(make('input', { id: 'range', type: 'range', min: 1, max: steps.length, 'aria-label': words.step }));
  ui.range.addEventListener('input', () => go(Number(ui.range.value) - 1));
  track.appendChild(ticks());
  ui.note = main.appendChild(make('p', { id: 'note', role: 'status' }));
  settings(main);
  const grid = main.appendChild(make('div', { id: 'grid' }));
  const told = grid.appendChild(make('div', { class: 'column', id: 'told-column' }));
  ui.story = told.appendChild(make('section', { id: 'story', 'aria-live': 'polite', 'aria-label': words.happened, tabindex: 0 }));
  told.appendChild(script());
  for (const column of COLUMNS) {
    const keys = column.filter(key => highest[key]);
    if (!keys.length) continue;
    const box = grid.appendChild(make('div', { class: 'column' }));
    for (const key of keys) box.appendChild(panel(key));
  }
  if (!Object.keys(panels).length) told.appendChild(make('p', { class: 'none' }, words['no-pictures']));
  screens(main);
  terms(main);
  linkPanels(main);
}

// Where on the slider something happens.
function ticks() {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('id', 'ticks');
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('viewBox', '0 0 1000 6');
  svg.setAttribute('preserveAspectRatio', 'none');
  steps.forEach((step, i) => {
    if (!eventful(step) && !differs(step)) return;
    const tick = svg.appendChild(document.createElementNS(SVG, 'rect'));
    tick.setAttribute('x', Math.round(996 * i / Math.max(1, steps.length - 1)));
    tick.setAttribute('width', 4);
    tick.setAttribute('height', 6);
    tick.setAttribute('class', differs(step) || step.e.includes('oom') || step.e.includes('sigsegv') ? 'bad' : 'event');
  });
  return svg;
}

function settings(main) {
  const box = main.appendChild(make('div', { id: 'settings' }));
  const speed = box.appendChild(make('label', {}, words.speed + ' '));
  ui.speed = speed.appendChild(make('select', { id: 'speed' }));
  for (const seconds of ['0.2', '0.5', '1', '2', '4']) ui.speed.appendChild(make('option', { value: seconds }, seconds + ' s'));
  ui.speed.value = '1';
  ui.speed.addEventListener('change', () => { if (timer) { toggle(); toggle(); } });
  const names = [...new Set(steps.flatMap(step => Object.keys(step.now))
    .filter(key => key.startsWith('space@')).map(key => key.slice(6)))];
  const process = box.appendChild(make('label', {}, words.follow + ' '));
  ui.process = process.appendChild(make('select', { id: 'process' }));
  ui.process.appendChild(make('option', { value: '' }, words['follow-script']));
  for (const name of names) ui.process.appendChild(make('option', { value: '@' + name }, name));
  ui.process.addEventListener('change', () => { follow = ui.process.value.slice(1); show(); });
  process.hidden = names.length < 2;
  const keys = box.appendChild(make('details'));
  keys.appendChild(make('summary', {}, words.keys));
  keys.appendChild(make('p', {}, words['keys-text']));
}

function picture(body) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'mmp');
  svg.setAttribute('role', 'img');
  return body.appendChild(svg);
}

function panel(key) {
  const details = make('details', { class: 'panel', id: 'panel-' + key, open: '' });
  details.appendChild(make('summary')).appendChild(make('h2', {}, words[key]));
  const body = details.appendChild(make('div', { class: 'body', tabindex: 0, role: 'group', 'aria-label': words[key] }));
  const one = { body: body, details: details, svg: null, none: null, ref: null };
  if (different.length) body.appendChild(make('h3', { class: 'who' }, words.mine));
  one.svg = picture(body);
  one.none = body.appendChild(make('p', { class: 'none' }, words['none-' + key] || words.none));
  if (different.length) {
    one.refHead = body.appendChild(make('h3', { class: 'who' }, words.theirs));
    one.ref = picture(body);
  }
  if (key === 'space') details.appendChild(make('p', { class: 'note' }, words['legend-pages']));
  panels[key] = one;
  return details;
}

function script() {
  const section = make('section', { id: 'script', 'aria-label': words.script });
  ui.list = section.appendChild(make('ol', { id: 'list', tabindex: 0, 'aria-label': words.script }));
  steps.forEach((step, i) => {
    const item = ui.list.appendChild(make('li'));
    for (const comment of step.c) item.appendChild(make('div', { class: 'comment' }, '# ' + comment));
    step.link = item.appendChild(make('a', { href: '#step=' + (i + 1), tabindex: -1 }, step.t));
    if (differs(step)) step.link.appendChild(make('span', { class: 'flag' }, ' ≠'));
    const shown = step.e.filter(event => event !== 'minor').map(event => words['event-' + event]);
    if (shown.length) step.link.appendChild(make('span', { class: 'flag' }, ' ★ ' + shown.join(', ')));
    else if (faulted(step)) step.link.appendChild(make('span', { class: 'flag' }, ' ⚡'));
  });
  return section;
}

function screens(main) {
  const box = main.appendChild(make('div', { id: 'screens' }));
  for (const key of ['free', 'top']) {
    if (!highest[key]) continue;
    const details = box.appendChild(make('details', { class: 'panel screen', id: 'panel-' + key, open: '' }));
    details.appendChild(make('summary')).appendChild(make('h2', {}, words[key]));
    const pre = details.appendChild(make('pre', { tabindex: 0, role: 'group', 'aria-label': words[key] }));
    pre.style.minHeight = 1.35 * highest[key] + 'em';
    panels[key] = { details: details, pre: pre };
  }
}

// The glossary's words that the sentences use.
function terms(main) {
  const used = [...new Set(steps.flatMap(step => [...step.d.matchAll(/\[\[t:([a-z-]+)\|/g)].map(match => match[1])))].sort();
  if (!used.length) return;
  ui.terms = main.appendChild(make('details', { id: 'terms' }));
  ui.terms.appendChild(make('summary', {}, words.terms));
  const list = ui.terms.appendChild(make('dl'));
  for (const term of used) {
    const [name, chapter, meaning] = words['term-' + term].split('|');
    const head = list.appendChild(make('dt', { id: 'term-' + term, tabindex: -1 }, name));
    const text = list.appendChild(make('dd', {}, meaning + ' '));
    const docs = document.body.dataset.docs;
    if (docs) text.appendChild(make('a', { href: docs + chapter }, words.chapter));
    else text.appendChild(make('span', { class: 'where' }, '(docs/' + chapter.replace('.html', '.md') + ')'));
  }
}

function sentence(text) {
  const line = make('p'), all = parts(text);
  for (let i = 0; i < all.length; i++) {
    const [said, key] = all[i];
    if (!key) line.appendChild(document.createTextNode(said));
    else if (key.startsWith('t:')) {
      const link = line.appendChild(make('a', { class: 'term', href: '#term-' + key.slice(2) }, said));
      link.addEventListener('click', event => {
        event.preventDefault();
        ui.terms.open = true;
        const head = document.getElementById('term-' + key.slice(2));
        head.scrollIntoView({ block: 'center' });
        head.focus({ preventScroll: true });
      });
    } else {
      // A line may break on either side of a button: what closes the sentence stays with it.
      const close = i + 1 < all.length && !all[i + 1][1] ? /^[,.;:)，。；：、）]*/.exec(all[i + 1][0])[0] : '';
      if (close) all[i + 1] = [all[i + 1][0].slice(close.length)];
      const whole = line.appendChild(make('span', { class: 'whole' }));
      whole.appendChild(make('button', { type: 'button', class: 'ref', 'data-k': key, 'aria-pressed': String(key === pinned) }, said));
      whole.appendChild(document.createTextNode(close));
    }
  }
  return line;
}

// Links to the panels in which two machines differ.
function where(keys) {
  const line = make('p', { class: 'where-differs' }, words['differs-in'] + ' ');
  keys.forEach((key, i) => {
    if (i) line.appendChild(document.createTextNode(words['comma']));
    const go = line.appendChild(make('button', { type: 'button', class: 'ref' }, words[key]));
    go.addEventListener('click', () => {
      panels[key].details.open = true;
      panels[key].details.scrollIntoView({ block: 'nearest' });
      panels[key].details.querySelector('summary').focus({ preventScroll: true });
    });
  });
  return line;
}

function tell(step, label) {
  ui.story.textContent = '';
  ui.story.appendChild(make('h2', {}, label + (step.l ? ', ' + words.line + ' ' + step.l : '')));
  for (const comment of step.c) ui.story.appendChild(make('p', { class: 'comment' }, '# ' + comment));
  ui.story.appendChild(make('p', { class: 'op' }, step.t));
  if (differs(step)) {
    ui.story.appendChild(make('span', { class: 'badge' }, '≠ ' + words.differs));
    const shown = [...new Set(Object.keys(step.now).filter(name => name.startsWith('ref/'))
      .map(name => name.slice(4).split('@')[0]))].filter(name => panels[name]);
    if (shown.length) ui.story.appendChild(where(shown));
    if (step.r !== undefined) ui.story.appendChild(make('p', { class: 'op' }, words.theirs + ': ' + step.r));
  }
  for (const event of step.e) ui.story.appendChild(make('span', { class: 'badge e-' + event }, words['event-' + event]));
  const told = ui.story.appendChild(make('div', { id: 'told' }));
  for (const text of step.d.split('\n')) if (text) told.appendChild(sentence(text));
  if (step.o.length) ui.story.appendChild(make('pre', { class: 'out', tabindex: 0, role: 'group', 'aria-label': step.t }, step.o.join('\n')));
  if (step.ro) ui.story.appendChild(make('pre', { class: 'out', tabindex: 0, role: 'group', 'aria-label': words.theirs }, words.theirs + ':\n' + step.ro.join('\n')));
  ui.story.scrollTop = 0;
}

function show() {
  const step = steps[at], label = words.step + ' ' + (at + 1) + ' ' + words.of + ' ' + steps.length;
  ui.where.textContent = label;
  ui.range.value = at + 1;
  ui.range.setAttribute('aria-valuetext', label);
  for (const element of [ui.first, ui.back]) element.setAttribute('aria-disabled', String(at === 0));
  for (const element of [ui.last, ui.forward]) element.setAttribute('aria-disabled', String(at === steps.length - 1));
  ui.note.textContent = '';
  tell(step, label);
  for (const key in panels) {
    const panel = panels[key];
    if (panel.pre) {
      panel.pre.textContent = (step.now[key] || []).map(id => lines[id]).join('\n') || words.none;
      continue;
    }
    const name = key === 'space' || key === 'tables' ? key + '@' + (follow || step.k) : key;
    const ids = step.now[name], ref = step.now['ref/' + name];
    panel.none.hidden = Boolean(ids);
    if (ids) draw(panel.svg, ids, highest[key]); else clear(panel.svg, highest[key], panel.none.textContent);
    if (!panel.ref) continue;
    panel.ref.style.display = ref ? '' : 'none';
    panel.refHead.textContent = ref ? '≠ ' + words.theirs : '= ' + words.same;
    if (ref) draw(panel.ref, ref, highest[key]);
  }
  if (pinned) mark(pinned);
  for (const other of ui.list.querySelectorAll('[aria-current]')) other.removeAttribute('aria-current');
  step.link.setAttribute('aria-current', 'step');
  const list = ui.list, link = step.link;
  if (link.offsetTop < list.scrollTop + 30 || link.offsetTop + link.offsetHeight > list.scrollTop + list.clientHeight - 30) {
    list.scrollTop = link.offsetTop - list.clientHeight / 3;
  }
}

function go(to) {
  const step = Math.max(0, Math.min(steps.length - 1, to));
  if (step !== at) {
    at = step;
    history.replaceState(null, '', '#step=' + (at + 1));
    show();
  }
  if (timer && at === steps.length - 1) toggle();
}

function toggle() {
  const starts = !timer;
  clearInterval(timer);
  timer = null;
  if (starts) {
    if (at === steps.length - 1) go(0);
    timer = setInterval(() => go(at + 1), 1000 * Number(ui.speed.value));
  }
  ui.story.setAttribute('aria-live', starts ? 'off' : 'polite'); // nobody can listen as fast as it plays
  buttonText();
}

function buttonText() {
  ui.play.textContent = timer ? '❚❚ ' + words.pause : '▶ ' + words.play;
  ui.play.setAttribute('aria-label', timer ? words.pause : words.play);
  ui.play.title = timer ? words.pause : words.play;
}

const faulted = step => step.e.some(event => event === 'minor' || event === 'major' || event === 'sigsegv');
const eventful = step => step.e.some(event => !QUIET.includes(event));
const differs = step => step.x === 1;

function seek(direction, wanted, none) {
  for (let i = at + direction; i >= 0 && i < steps.length; i += direction) {
    if (wanted(steps[i])) { go(i); return; }
  }
  ui.note.textContent = words[none];
}

// Keys that scroll a page are left to the page.
function key(event) {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const tag = event.target.tagName, arrow = event.key.startsWith('Arrow');
  if (tag === 'SELECT' || tag === 'INPUT' && arrow) return;
  const by = event.shiftKey ? 10 : 1;
  const actions = {
    p: toggle, ArrowLeft: () => go(at - by), ArrowRight: () => go(at + by),
    f: () => seek(1, faulted, 'no-fault'), F: () => seek(-1, faulted, 'no-fault'),
    e: () => seek(1, eventful, 'no-event'), E: () => seek(-1, eventful, 'no-event'),
    d: () => seek(1, differs, 'no-difference'), D: () => seek(-1, differs, 'no-difference')
  };
  if (actions[event.key]) {
    event.preventDefault();
    actions[event.key]();
  }
}

function fromAddress() {
  const match = /^#step=(\d+)$/.exec(location.hash);
  return match ? Math.max(0, Math.min(steps.length - 1, Number(match[1]) - 1)) : at;
}

// Within a page that shows the player in a frame: says when it is ready, and hands out the pictures of a step.
function embed() {
  window.addEventListener('message', event => {
    if (event.source !== window.parent || event.data !== 'pictures') return;
    const shown = Object.values(panels).filter(panel => panel.svg && panel.none.hidden);
    window.parent.postMessage({ step: at + 1, pictures: shown.map(panel => panel.svg.outerHTML) }, '*');
  });
  window.parent.postMessage({ steps: steps.length }, '*');
}

unpack().then(data => {
  lines = data.lines;
  steps = data.steps;
  unfold();
  highest = heights();
  different = steps.filter(differs);
  if (different.length) at = steps.indexOf(different[0]);
  at = fromAddress();
  build();
  buttonText();
  show();
  document.addEventListener('keydown', key);
  window.addEventListener('hashchange', () => { at = fromAddress(); show(); });
  document.body.setAttribute('data-ready', steps.length);
  if (window.parent !== window) embed();
}).catch(error => {
  document.getElementById('main').appendChild(make('p', {}, words['old-browser'] + ' (' + error + ')'));
});
