'use strict';
// Plays the steps that mm play has packed into this page. All that a script says is written as text, never as markup.
(function () {
  const SVG = 'http://www.w3.org/2000/svg';
  const PANELS = [['space', 'tasks'], ['tables', 'tlb'], ['frames', 'lists', 'slots']];
  const words = JSON.parse(document.getElementById('words').textContent);
  let lines, steps, at = 0, timer = null, follow = '';

  function make(tag, attributes, text) {
    const element = document.createElement(tag);
    for (const name in attributes || {}) element.setAttribute(name, attributes[name]);
    if (text !== undefined) element.textContent = text;
    return element;
  }

  async function unpack() {
    const bytes = Uint8Array.from(atob(document.getElementById('data').textContent), c => c.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'));
    return JSON.parse(await new Response(stream).text());
  }

  // Each step's pictures as lists of line numbers: those of the step before, with the changes put in.
  function unfold() {
    let before = {};
    for (const step of steps) {
      const now = Object.assign({}, before);
      for (const key in step.p) {
        const change = step.p[key];
        if (change === 0) { delete now[key]; continue; }
        const old = now[key] || [];
        let list = [], from = 0;
        for (let i = 0; i < change.length;) {
          const place = change[i], go = change[i + 1], come = change[i + 2];
          list = list.concat(old.slice(from, place), change.slice(i + 3, i + 3 + come));
          from = place + go;
          i += 3 + come;
        }
        now[key] = list.concat(old.slice(from));
      }
      step.now = before = now;
    }
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
    const parts = line.split('\t'), kind = parts[0][0], style = parts[0].slice(1), text = parts[2];
    const [x, y, w, h] = parts[1].split(' ').map(Number);
    const element = document.createElementNS(SVG, { R: 'rect', T: 'text', L: 'path', H: 'path' }[kind]);
    const set = (name, value) => element.setAttribute(name, value);
    set('class', kind === 'H' ? 'hatch' : style);
    if (kind === 'T') { set('x', x); set('y', y); element.textContent = text; }
    if (kind === 'R') {
      set('x', x); set('y', y); set('width', w); set('height', h);
      if (text) element.appendChild(document.createElementNS(SVG, 'title')).textContent = text;
    }
    if (kind === 'L') set('d', 'M' + x + ' ' + y + 'l' + w + ' ' + h);
    if (kind === 'H') set('d', hatch(style, x, y, w, h));
    return element;
  }

  // Draws a picture, keeping the shapes that have not changed.
  function draw(panel, ids) {
    const svg = panel.svg, old = svg.ids || [];
    panel.section.hidden = !ids;
    if (!ids) return;
    const [title, width, height] = lines[ids[0]].split('\t');
    panel.heading.textContent = title;
    svg.setAttribute('aria-label', title);
    svg.setAttribute('viewBox', '0 0 ' + width + ' ' + height);
    svg.setAttribute('width', width);
    svg.setAttribute('height', height);
    while (svg.childNodes.length > ids.length - 1) svg.removeChild(svg.lastChild);
    for (let i = 1; i < ids.length; i++) {
      const there = svg.childNodes[i - 1];
      if (there && old[i] === ids[i]) continue;
      const element = shape(lines[ids[i]]);
      if (there) svg.replaceChild(element, there); else svg.appendChild(element);
    }
    svg.ids = ids;
  }

  const ui = {};
  const panels = {};

  function button(id, symbol, key, action, text) {
    const element = make('button', { id: id, type: 'button', 'aria-label': words[key], title: words[key] }, symbol);
    if (text) element.appendChild(make('span', { class: 'long' }, ' ' + text));
    element.addEventListener('click', action);
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
    ui.faultBack = button('fault-back', '←⚡', 'fault-back', () => fault(-1), words['fault-back']);
    ui.fault = button('fault', '⚡→', 'fault', () => fault(1), words.fault);
    const range = ui.bar.appendChild(make('label', { class: 'range' }));
    ui.where = range.appendChild(make('span', { id: 'where' }));
    ui.range = range.appendChild(make('input', { id: 'range', type: 'range', min: 1, max: steps.length, 'aria-label': words.step }));
    ui.range.addEventListener('input', () => go(Number(ui.range.value) - 1));
    const settings = main.appendChild(make('div', { id: 'settings' }));
    const speed = settings.appendChild(make('label', {}, words.speed + ' '));
    ui.speed = speed.appendChild(make('select', { id: 'speed' }));
    for (const seconds of ['0.2', '0.5', '1', '2', '4']) ui.speed.appendChild(make('option', { value: seconds }, seconds + ' s'));
    ui.speed.value = '1';
    ui.speed.addEventListener('change', () => { if (timer) { toggle(); toggle(); } });
    const names = [...new Set(steps.flatMap(step => Object.keys(step.now)).filter(key => key.startsWith('space@')).map(key => key.slice(6)))];
    const process = settings.appendChild(make('label', {}, words.follow + ' '));
    ui.process = process.appendChild(make('select', { id: 'process' }));
    ui.process.appendChild(make('option', { value: '' }, words['follow-script']));
    for (const name of names) ui.process.appendChild(make('option', { value: '@' + name }, name));
    ui.process.addEventListener('change', () => { follow = ui.process.value.slice(1); show(); });
    process.hidden = names.length < 2;
    const keys = settings.appendChild(make('details'));
    keys.appendChild(make('summary', {}, words.keys));
    keys.appendChild(make('p', {}, words['keys-text']));

    const upper = main.appendChild(make('div', { id: 'upper' }));
    ui.story = upper.appendChild(make('section', { id: 'story', 'aria-live': 'polite', 'aria-label': words.happened }));
    upper.appendChild(script());
    const columns = main.appendChild(make('div', { id: 'columns' }));
    for (const column of PANELS) {
      const box = columns.appendChild(make('div', { class: 'column' }));
      for (const key of column) box.appendChild(panel(key));
    }
    const screens = main.appendChild(make('div', { id: 'screens' }));
    for (const key of ['free', 'top']) {
      const section = screens.appendChild(make('section', { class: 'screen', 'aria-label': words[key] }));
      section.appendChild(make('h2', {}, words[key]));
      panels[key] = { section: section, pre: section.appendChild(make('pre', { tabindex: 0, 'aria-label': words[key] })) };
    }
  }

  function panel(key) {
    const section = make('section', { class: 'panel', id: 'panel-' + key });
    const heading = section.appendChild(make('h2', { class: 'hidden' }, words[key]));
    const svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('class', 'mmp');
    svg.setAttribute('role', 'group');
    section.appendChild(svg);
    if (key === 'space') section.appendChild(make('p', { class: 'note' }, words['legend-pages']));
    panels[key] = { section: section, heading: heading, svg: svg };
    return section;
  }

  function script() {
    const section = make('section', { id: 'script', class: 'panel', 'aria-label': words.script });
    section.appendChild(make('h2', {}, words.script));
    ui.list = section.appendChild(make('ol', { id: 'list', tabindex: 0, 'aria-label': words.script }));
    steps.forEach((step, i) => {
      const item = ui.list.appendChild(make('li'));
      for (const comment of step.c) item.appendChild(make('div', { class: 'comment' }, '# ' + comment));
      step.link = item.appendChild(make('a', { href: '#step=' + (i + 1), tabindex: -1 }, step.t));
      if (step.f) step.link.appendChild(make('span', { class: 'flag' }, ' ⚡ ' + words['fault-' + step.f]));
    });
    return section;
  }

  function show() {
    const step = steps[at];
    const label = words.step + ' ' + (at + 1) + ' ' + words.of + ' ' + steps.length;
    ui.where.textContent = label;
    ui.range.value = at + 1;
    ui.range.setAttribute('aria-valuetext', label);
    ui.first.disabled = ui.back.disabled = at === 0;
    ui.last.disabled = ui.forward.disabled = at === steps.length - 1;
    ui.story.textContent = '';
    ui.story.appendChild(make('h2', {}, label + (step.l ? ', ' + words.line + ' ' + step.l : '')));
    for (const comment of step.c) ui.story.appendChild(make('p', { class: 'comment' }, '# ' + comment));
    ui.story.appendChild(make('p', { class: 'op' }, step.t));
    if (step.f) ui.story.appendChild(make('span', { class: 'badge' }, '⚡ ' + words['fault-' + step.f]));
    const told = ui.story.appendChild(make('div', { id: 'told' }));
    for (const sentence of step.d.split('\n')) told.appendChild(make('p', {}, sentence));
    if (step.o.length) ui.story.appendChild(make('pre', { class: 'out', tabindex: 0, 'aria-label': step.t }, step.o.join('\n')));
    for (const key in panels) {
      if (panels[key].pre) {
        const ids = step.now[key];
        panels[key].section.hidden = !ids;
        panels[key].pre.textContent = (ids || []).map(id => lines[id]).join('\n');
      } else {
        const name = key === 'space' || key === 'tables' ? key + '@' + (follow || step.k) : key;
        draw(panels[key], step.now[name]);
      }
    }
    for (const column of document.querySelectorAll('.column')) {
      column.hidden = [...column.children].every(child => child.hidden);
    }
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

  function fault(direction) {
    for (let i = at + direction; i >= 0 && i < steps.length; i += direction) {
      if (steps[i].f) { go(i); return; }
    }
    ui.story.appendChild(make('p', { class: 'badge', role: 'status' }, words['no-fault']));
  }

  function key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const tag = event.target.tagName;
    if (tag === 'SELECT' || tag === 'INPUT' && event.key !== 'f' && event.key !== 'F' && event.key !== ' ') return;
    if (event.key === ' ' && (tag === 'BUTTON' || tag === 'SUMMARY' || tag === 'A')) return;
    const actions = {
      ' ': toggle, ArrowLeft: () => go(at - 1), ArrowRight: () => go(at + 1), PageUp: () => go(at - 10),
      PageDown: () => go(at + 10), Home: () => go(0), End: () => go(steps.length - 1), f: () => fault(1), F: () => fault(-1)
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
      const shown = Object.keys(panels).filter(key => panels[key].svg && !panels[key].section.hidden);
      window.parent.postMessage({ step: at + 1, pictures: shown.map(key => panels[key].svg.outerHTML) }, '*');
    });
    window.parent.postMessage({ steps: steps.length }, '*');
  }

  unpack().then(data => {
    lines = data.lines;
    steps = data.steps;
    unfold();
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
})();
