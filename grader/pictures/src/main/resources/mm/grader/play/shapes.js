// Draws pictures, and marks in all of them what a reader points at. Texts are written as text, never as markup.
const SVG = 'http://www.w3.org/2000/svg';

function make(tag, attributes, text) {
  const element = document.createElement(tag);
  for (const name in attributes || {}) element.setAttribute(name, attributes[name]);
  if (text !== undefined) element.textContent = text;
  return element;
}

// The same as Hatch.path of the kit.
function hatch(letters, x, y, w, h) {
  let d = '';
  const line = (a, b, c, e) => { d += 'M' + a + ' ' + b + 'L' + c + ' ' + e; };
  for (const letter of letters) {
    const crossed = letter === 'x';
    if (crossed || letter === '/' || letter === '\\') {
      for (let k = 3; k < w + h; k += 6) {
        const x1 = Math.max(0, k - h), y1 = Math.min(k, h), x2 = Math.min(k, w), y2 = Math.max(0, k - w);
        if (crossed || letter === '/') line(x + x1, y + y1, x + x2, y + y2);
        if (crossed || letter === '\\') line(x + x1, y + h - y1, x + x2, y + h - y2);
      }
    }
    for (let k = 3; k < h && letter === '-'; k += 6) line(x, y + k, x + w, y + k);
    for (let k = 3; k < w && letter === '|'; k += 6) line(x + k, y, x + k, y + h);
  }
  return d;
}

function shape(line) {
  const part = line.split('\t'), kind = part[0][0], style = part[0].slice(1), text = part[2];
  const [x, y, w, h] = part[1].split(' ').map(Number);
  const element = document.createElementNS(SVG, { R: 'rect', T: 'text', L: 'path', H: 'path' }[kind]);
  const set = (name, value) => element.setAttribute(name, value);
  set('class', kind === 'H' ? 'hatch' : style);
  if (part[3]) set('data-k', part[3]);
  if (kind === 'T') { set('x', x); set('y', y); element.textContent = text; }
  if (kind === 'R') {
    set('x', x); set('y', y); set('width', w); set('height', h);
    if (text) element.appendChild(document.createElementNS(SVG, 'title')).textContent = text;
  }
  if (kind === 'L') set('d', 'M' + x + ' ' + y + 'l' + w + ' ' + h);
  if (kind === 'H') set('d', hatch(style, x, y, w, h));
  return element;
}

// What a shape says wherever it stands: a shape that only moved has not changed.
function content(line) {
  const part = line.split('\t');
  return part[0] + '\t' + part[2] + '\t' + (part[3] || '');
}

// Draws a picture into an svg, keeping the shapes that have not changed and marking those that have.
function draw(svg, ids, height) {
  const old = svg.ids || [];
  const [title, width, , description] = lines[ids[0]].split('\t');
  svg.setAttribute('aria-label', description || title);
  svg.setAttribute('viewBox', '0 0 ' + width + ' ' + height);
  for (const marked of svg.querySelectorAll('.new')) marked.classList.remove('new');
  const before = new Set(old.slice(1).map(id => content(lines[id])));
  while (svg.childNodes.length > ids.length - 1) svg.removeChild(svg.lastChild);
  for (let i = 1; i < ids.length; i++) {
    const there = svg.childNodes[i - 1];
    if (there && old[i] === ids[i]) continue;
    const element = shape(lines[ids[i]]);
    if (old.length && !before.has(content(lines[ids[i]]))) element.classList.add('new');
    if (there) svg.replaceChild(element, there); else svg.appendChild(element);
  }
  svg.ids = ids;
}

// Leaves a picture's place empty, as high as it was.
function clear(svg, height, why) {
  svg.textContent = '';
  svg.ids = [];
  svg.setAttribute('viewBox', '0 0 360 ' + height);
  svg.setAttribute('aria-label', why);
}

// Keys are like f12, f12-19, p3:100-200: see Keys of the kit.
function range(key) {
  const match = /^([a-z](?:\d+:)?)(\d+)(?:-(\d+))?$/.exec(key);
  return match && { kind: match[1], first: Number(match[2]), last: Number(match[3] || match[2]) };
}

function mark(keys) {
  const wanted = (keys || '').split(' ').map(range).filter(Boolean);
  for (const element of document.querySelectorAll('[data-k]')) {
    const meets = wanted.length > 0 && element.dataset.k.split(' ').map(range).some(own => own
      && wanted.some(want => want.kind === own.kind && want.first <= own.last && own.first <= want.last));
    element.classList.toggle('linked', meets);
  }
}

let pinned = '';

// Marks on hover and on focus; a click on a frame, page or slot in the text keeps the mark, a second one takes it away.
function linkPanels(main) {
  const keysOf = event => { const at = event.target.closest && event.target.closest('[data-k]'); return at ? at.dataset.k : ''; };
  for (const type of ['pointerover', 'focusin']) main.addEventListener(type, event => mark(keysOf(event) || pinned));
  for (const type of ['pointerleave', 'focusout']) main.addEventListener(type, () => mark(pinned));
  main.addEventListener('click', event => {
    const keys = keysOf(event);
    if (!keys) return;
    pinned = pinned === keys ? '' : keys;
    for (const ref of main.querySelectorAll('button.ref')) ref.setAttribute('aria-pressed', String(ref.dataset.k === pinned));
    mark(pinned);
  });
}
