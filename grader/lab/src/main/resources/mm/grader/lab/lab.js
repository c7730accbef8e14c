'use strict';
// The page of the lab. All that a script or the machine says is written as text; what is set as markup is the kit's own
// questions, which are escaped where they are made.
(function () {
  const SECONDS = 30;          // that a run may take
  const MAX_BYTES = 1 << 20;   // of a script
  const MAX_TRACE = 16 << 20;  // of a trace
  const MAX_LINES = 5000;      // of a transcript that are shown
  const SVG = 'http://www.w3.org/2000/svg';
  const POLICIES = ['fifo', 'lru', 'clock', 'two-lists', 'opt'];
  const all = JSON.parse(document.getElementById('words').textContent);
  const $ = id => document.getElementById(id);
  let lang = 'en', examples = [], worker = null, source = null, waiting = new Map(), calls = 0, timer = null;
  let player = null, badLine = 0, status = null, title = 'script.mm', linux = null;

  function say(key, ...values) {
    return all[lang][key].replace(/\{(\d)\}/g, (blank, i) => values[i]);
  }

  function make(tag, attributes, text) {
    const element = document.createElement(tag);
    for (const name in attributes || {}) element.setAttribute(name, attributes[name]);
    if (text !== undefined) element.textContent = text;
    return element;
  }

  async function unpacked(id) {
    const bytes = Uint8Array.from(atob($(id).textContent), c => c.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'))).text();
  }

  // ---- what the machine is asked, in a worker

  function start() {
    worker = new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })));
    worker.onmessage = event => {
      const { id, value, error, ready } = event.data;
      if (ready) { document.body.dataset.ready = 1; return; }
      const call = waiting.get(id);
      waiting.delete(id);
      idle();
      if (call) { if (error) call.fail(error); else call.done(value); }
    };
  }

  function idle() {
    if (waiting.size) return;
    clearTimeout(timer);
    $('stop').disabled = true;
    document.body.removeAttribute('aria-busy');
  }

  function ask(call, ...values) {
    $('stop').disabled = false;
    document.body.setAttribute('aria-busy', 'true');
    clearTimeout(timer);
    timer = setTimeout(() => stop(say('too-long', SECONDS)), SECONDS * 1000);
    return new Promise((done, fail) => {
      waiting.set(++calls, { done: done, fail: fail });
      worker.postMessage({ id: calls, call: call, values: values });
    });
  }

  function stop(why) {
    worker.terminate();
    const open = [...waiting.values()];
    waiting.clear();
    start();
    idle();
    for (const call of open) call.fail({ own: true, message: why, line: 0 });
  }

  function tell(key, ...values) {
    status = key ? () => say(key, ...values) : () => '';
    $('status').textContent = status();
    $('status').className = '';
  }

  function complain(error) {
    const text = () => (error.line ? say('line', error.line) + ' ' : '') + (error.own ? error.message : say('failed', error.message));
    status = text;
    $('status').textContent = text();
    $('status').className = 'bad';
  }

  // ---- the editor

  function gutter() {
    const count = $('script').value.split('\n').length;
    const gutter = $('gutter');
    gutter.textContent = '';
    const numbers = Array.from({ length: Math.min(count, MAX_BYTES) }, (unused, i) => String(i + 1));
    if (badLine && badLine <= count) {
      gutter.append(numbers.slice(0, badLine - 1).map(n => n + '\n').join(''));
      gutter.append(make('span', { class: 'bad' }, '! ' + badLine), '\n' + numbers.slice(badLine).join('\n'));
    } else gutter.textContent = numbers.join('\n');
    gutter.scrollTop = $('script').scrollTop;
  }

  function mark(line) {
    badLine = line;
    gutter();
    const area = $('script');
    area.setAttribute('aria-invalid', line > 0);
    if (!line) return;
    const lines = area.value.split('\n'), from = lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0);
    area.focus();
    area.setSelectionRange(from, from + (lines[line - 1] || '').length);
    area.scrollTop = Math.max(0, (line - 5) * 18.85);
  }

  function write(text, name, recording) {
    $('script').value = text.replace(/\r\n?/g, '\n');
    title = name;
    linux = recording ? $('script').value : null;
    hideResults();
    mark(0);
    sizes();
    $('script').scrollTop = 0;
  }

  function hideResults() {
    for (const id of ['result', 'asked', 'played', 'link-line']) $(id).hidden = true;
    $('player').src = 'about:blank';
    player = null;
    $('save-player').disabled = $('save-svg').disabled = true;
  }

  function script() {
    const text = $('script').value;
    if (text.length > MAX_BYTES) throw { own: true, message: say('too-big', MAX_BYTES >> 10), line: 0 };
    return text;
  }

  const MACHINE = /^machine +(\S+)( +swap +(\S+))?/m;

  // The head of a script of a machine says how much memory and swap it has; the fields follow it, and change it.
  function sizes() {
    const head = MACHINE.exec($('script').value);
    for (const [id, value] of [['memory', head && head[1]], ['swap', head && (head[3] || '0')]]) {
      const field = $(id);
      field.disabled = !head;
      if (value && ![...field.options].some(option => option.value === value)) field.append(make('option', { value: value }, value));
      if (value) field.value = value;
    }
  }

  function resize() {
    const swap = $('swap').value;
    $('script').value = $('script').value.replace(MACHINE, 'machine ' + $('memory').value + (swap === '0' ? '' : ' swap ' + swap));
    mark(0);
  }

  async function attempt(work) {
    tell('working');
    try {
      await work();
    } catch (error) {
      complain(error.message === undefined ? { own: false, message: String(error), line: 0 } : error);
      if (error.line && !$('machine').hidden) mark(error.line);
    }
  }

  async function run() {
    await attempt(async () => {
      mark(0);
      const began = performance.now(), done = await ask('complete', script());
      $('result').hidden = false;
      const more = done.lines.length > MAX_LINES;
      $('transcript').textContent = done.lines.slice(0, MAX_LINES).join('\n') + (more ? '\n' + say('more', done.lines.length - MAX_LINES) : '');
      $('remarks').textContent = done.remarks.join('\n');
      $('remarks').hidden = !done.remarks.length;
      if (done.stopped) throw { own: true, message: say('stopped', done.stopped), line: 0 };
      tell('done', done.lines.length, Math.round(performance.now() - began));
    });
  }

  async function step() {
    await attempt(async () => {
      mark(0);
      const made = await ask('player', script(), title, lang);
      player = made.html;
      $('played').hidden = false;
      $('player').src = URL.createObjectURL(new Blob([made.html], { type: 'text/html;charset=utf-8' }));
      $('save-player').disabled = $('save-svg').disabled = false;
      if (made.stopped) throw { own: true, message: say('stopped', made.stopped), line: 0 };
      tell('stepped', made.steps);
      $('played').scrollIntoView({ block: 'nearest' });
    });
  }

  // ---- sharing and saving

  async function packed(text) {
    const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'));
    const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
    let binary = '';
    for (const byte of bytes) binary += String.fromCharCode(byte);
    return btoa(binary).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  }

  async function fromLink(fragment) {
    const bytes = Uint8Array.from(atob(fragment.replace(/-/g, '+').replace(/_/g, '/')), c => c.charCodeAt(0));
    const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
    const parts = [];
    for (let size = 0; ;) {
      const { done, value } = await reader.read();
      if (done) break;
      size += value.length;
      if (size > MAX_BYTES) { reader.cancel(); throw { own: true, message: say('too-big', MAX_BYTES >> 10), line: 0 }; }
      parts.push(value);
    }
    return new Blob(parts).text();
  }

  async function openLink() {
    const match = /^#s=([A-Za-z0-9_-]+)$/.exec(location.hash);
    if (!match) return false;
    try {
      write(await fromLink(match[1]), 'script.mm');
      tell('opened');
    } catch (error) {
      complain({ own: true, message: error.own ? error.message : say('bad-link'), line: 0 });
    }
    return true;
  }

  async function share() {
    await attempt(async () => {
      history.replaceState(null, '', '#s=' + await packed(script()));
      $('link').value = location.href;
      $('link-line').hidden = false;
      $('link').focus();
      $('link').select();
      tell('shared');
    });
  }

  function save(name, type, text) {
    const link = make('a', { download: name, href: URL.createObjectURL(new Blob([text], { type: type })) });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  // The pictures of the step that the player shows, one below the other.
  function savePictures(pictures, step) {
    let y = 0, width = 0, body = '';
    for (const picture of pictures) {
      const svg = new DOMParser().parseFromString(picture.replace('<svg', '<svg xmlns="' + SVG + '"'), 'image/svg+xml').documentElement;
      if (svg.nodeName !== 'svg') continue;
      const size = (svg.getAttribute('viewBox') || '0 0 0 0').split(' ').map(Number);
      svg.setAttribute('y', y);
      svg.setAttribute('width', size[2]);
      svg.setAttribute('height', size[3]);
      y += size[3] + 12;
      width = Math.max(width, size[2]);
      body += new XMLSerializer().serializeToString(svg);
    }
    const style = '<style>' + all.style + '</style>';
    save(title.replace(/\.[a-z]+$/, '') + '-' + step + '.svg', 'image/svg+xml', '<svg xmlns="' + SVG + '" width="' + width + '" height="' + y + '">' + style + body + '</svg>');
    tell('saved');
  }

  function fromPlayer(event) {
    if (event.source !== $('player').contentWindow || !event.data) return;
    if (event.data.steps) document.body.dataset.steps = event.data.steps;
    if (Array.isArray(event.data.pictures)) savePictures(event.data.pictures.map(String), Number(event.data.step));
  }

  // ---- predict: the answers are hidden, and asked for, number by number

  const NUMBER = /0x[0-9a-f]+|-?\d+(\.\d+)?/g;
  let items = [], item = 0, score = {};

  function question(line, recorded, number) {
    const arrow = line.indexOf(' -> ');
    if (arrow >= 0) {
      const given = recorded === undefined || /-> \?$/.test(recorded) ? null : recorded.slice(recorded.indexOf(' -> ') + 4);
      return { number: number, text: line.slice(0, arrow + 4), answer: line.slice(arrow + 4), recorded: given, topic: line.split(' ')[0] };
    }
    const row = /^\s*Mem:\s/.test(line);
    return row ? { number: number, text: '', answer: line.trim(), recorded: null, topic: 'free' } : null;
  }

  async function predict() {
    await attempt(async () => {
      mark(0);
      const text = script(), done = await ask('complete', text);
      const given = text.split('\n').filter(line => / -> /.test(line));
      const arrows = done.lines.filter(line => / -> /.test(line)).length === given.length;
      let seen = 0;
      items = [];
      done.lines.forEach((line, i) => {
        const recorded = arrows && / -> /.test(line) ? given[seen++] : undefined;
        const asked = line.startsWith('#') ? null : question(line, recorded, i);
        if (asked) items.push(asked);
      });
      items.lines = done.lines;
      if (!items.length) throw { own: true, message: say('asked.none'), line: 0 };
      item = 0;
      score = {};
      $('result').hidden = $('played').hidden = true;
      $('asked').hidden = false;
      tell('');
      showItem();
    });
  }

  function showItem() {
    const now = items[item], line = $('asked-line'), before = item ? items[item - 1].number + 1 : 0;
    $('asked-where').textContent = say('asked.where', item + 1, items.length);
    $('asked-before').textContent = items.lines.slice(Math.max(0, before - 12), now.number).join('\n');
    $('asked-before').hidden = !$('asked-before').textContent;
    $('asked-before').scrollTop = 1e6;
    line.textContent = now.text;
    now.fields = [];
    let from = 0;
    for (const match of now.answer.matchAll(NUMBER)) {
      line.append(now.answer.slice(from, match.index), field(now, match[0]));
      from = match.index + match[0].length;
    }
    if (!now.fields.length) line.append(field(now, now.answer));
    else line.append(now.answer.slice(from));
    $('asked-verdict').textContent = '';
    $('asked-check').disabled = false;
    now.fields[0].focus({ preventScroll: true });
  }

  function field(now, value) {
    const input = make('input', { 'aria-label': say('asked.field', now.fields.length + 1), autocomplete: 'off', spellcheck: 'false' });
    input.wanted = value;
    now.fields.push(input);
    return input;
  }

  const plain = value => value.trim().toLowerCase().replace(/^0x0*(?=.)/, '0x');

  function checkItem(event) {
    event.preventDefault();
    const now = items[item], verdict = $('asked-verdict');
    if ($('asked-check').disabled) { nextItem(); return; }
    const right = now.fields.filter(input => plain(input.value) === plain(input.wanted)).length;
    const topic = score[now.topic] = score[now.topic] || { right: 0, all: 0 };
    topic.right += right;
    topic.all += now.fields.length;
    verdict.textContent = '';
    const perfect = right === now.fields.length;
    verdict.append(make('p', { class: perfect ? 'good' : 'wrong' }, perfect ? '✓ ' + say('asked.right') : '✗ ' + say('asked.wrong', right, now.fields.length)));
    verdict.append(make('pre', {}, items.lines.slice(now.number, (items[item + 1] || { number: items.lines.length }).number).slice(0, 40).join('\n')));
    if (now.recorded !== null) {
      const kind = linux === $('script').value ? 'asked.linux' : 'asked.recorded';
      verdict.append(make('p', {}, say(kind, now.number + 1, now.recorded)));
    }
    for (const input of now.fields) input.readOnly = true;
    $('asked-check').disabled = true;
    $('asked-next').focus();
  }

  function nextItem() {
    if (item + 1 < items.length) { item++; showItem(); } else endPredict();
  }

  function endPredict() {
    const verdict = $('asked-verdict');
    verdict.textContent = '';
    const topics = Object.keys(score).sort();
    let right = 0, count = 0;
    const list = make('ul');
    for (const topic of topics) {
      right += score[topic].right;
      count += score[topic].all;
      list.append(make('li', { class: score[topic].right < score[topic].all ? 'wrong' : 'good' }, say('asked.topic', topic, score[topic].right, score[topic].all)));
    }
    verdict.append(make('p', {}, say('asked.sum', right, count)), list);
    $('asked-line').textContent = '';
    $('asked-where').textContent = '';
    $('asked-before').hidden = true;
  }

  // ---- policies

  const TRACE_EXAMPLES = { belady: '1,2,3,4,1,2,5,1,2,3,4,5', textbook: '7,0,1,2,0,3,0,4,2,3,0,3,2,1,2,0,1,7,0,1' };

  function framesFor(pages) {
    if (pages <= 24) return Array.from({ length: pages }, (unused, i) => i + 1);
    const sizes = new Set([1]);
    for (let i = 0; i <= 16; i++) sizes.add(Math.max(1, Math.round(Math.pow(pages, i / 16))));
    return [...sizes].sort((a, b) => a - b);
  }

  async function compare() {
    await attempt(async () => {
      const text = $('trace').value, frames = String(Math.max(1, Number($('frames').value) || 1));
      if (text.length > MAX_TRACE) throw { own: true, message: say('too-big', MAX_TRACE >> 10), line: 0 };
      const first = await ask('trace', text, { policies: POLICIES.join(','), frames: frames });
      const sizes = [...new Set(framesFor(first.pages).concat(Number(frames)))].sort((a, b) => a - b);
      const curve = await ask('trace', text, { policies: POLICIES.join(','), frames: sizes.join(',') });
      $('compared').hidden = false;
      $('counted').textContent = say('counted', first.references, first.pages);
      draw(curve.runs, sizes, first.references);
      faults(curve.runs, sizes);
      $('tables').textContent = '';
      for (const lines of first.tables) {
        $('tables').append(make('h2', {}, say('policy.' + lines[0].split(',')[0])));
        $('tables').append(make('pre', { tabindex: 0, 'aria-label': lines[0] }, lines.join('\n')));
      }
      tell('compared');
    });
  }

  const of = (runs, policy, frames) => runs.find(run => run.policy === policy && run.frames === frames).faults;

  function faults(runs, sizes) {
    const table = $('fault-table');
    table.textContent = '';
    const head = table.appendChild(make('tr'));
    head.append(make('th', { scope: 'col' }, say('frames')));
    for (const size of sizes) head.append(make('th', { scope: 'col' }, size));
    for (const policy of POLICIES) {
      const row = table.appendChild(make('tr'));
      row.append(make('th', { scope: 'row' }, say('policy.' + policy)));
      sizes.forEach((size, i) => {
        const now = of(runs, policy, size), up = i > 0 && now > of(runs, policy, sizes[i - 1]);
        row.append(make('td', up ? { class: 'up', title: say('anomaly') } : {}, now + (up ? ' ↑' : '')));
      });
    }
  }

  // Faults over frames; the policies differ by their dashes, and each has its name at its end.
  function draw(runs, sizes, references) {
    const box = $('curve'), w = 760, h = 320, left = 60, right = 100, top = 12, low = 40;
    const svg = document.createElementNS(SVG, 'svg'), most = sizes.at(-1);
    const put = (tag, attributes, text) => {
      const element = svg.appendChild(document.createElementNS(SVG, tag));
      for (const name in attributes) element.setAttribute(name, attributes[name]);
      if (text !== undefined) element.textContent = text;
    };
    svg.setAttribute('viewBox', '0 0 ' + w + ' ' + h);
    svg.setAttribute('role', 'img');
    svg.setAttribute('aria-label', say('curve.label'));
    const logarithmic = most > 24, scale = n => logarithmic ? Math.log(n) / Math.log(most) : most > 1 ? (n - 1) / (most - 1) : 0;
    const x = n => left + scale(n) * (w - left - right), y = n => top + (1 - n / references) * (h - top - low);
    for (let i = 0; i <= 4; i++) {
      const value = Math.round(references * i / 4);
      put('line', { class: 'grid', x1: left, x2: w - right, y1: y(value), y2: y(value) });
      put('text', { x: left - 6, y: y(value) + 4, 'text-anchor': 'end' }, value);
    }
    const shown = sizes.filter((size, i) => sizes.length <= 12 || i % Math.ceil(sizes.length / 12) === 0);
    for (const size of shown) put('text', { x: x(size), y: h - low + 18, 'text-anchor': 'middle' }, size);
    put('text', { x: (left + w - right) / 2, y: h - 4, 'text-anchor': 'middle' }, say('frames'));
    POLICIES.forEach((policy, i) => {
      put('path', { class: 'p' + i, d: sizes.map((size, k) => (k ? 'L' : 'M') + x(size) + ' ' + y(of(runs, policy, size))).join('') });
      put('path', { class: 'p' + i, d: 'M' + (w - right + 8) + ' ' + (top + 14 + 20 * i) + 'h28' });
      put('text', { x: w - right + 40, y: top + 18 + 20 * i }, say('policy.' + policy));
    });
    box.textContent = '';
    box.append(svg);
  }

  // ---- practice

  let kinds = [], current = null, topics = {};

  async function listKinds() {
    kinds = await ask('kinds', lang);
    const chosen = $('kinds').value;
    $('kinds').textContent = '';
    $('kinds').append(make('option', { value: '' }, say('kind.any')));
    for (const kind of kinds) $('kinds').append(make('option', { value: kind.kind }, kind.topic + ': ' + kind.title));
    $('kinds').value = chosen;
  }

  async function newQuestion() {
    const seed = crypto.getRandomValues(new Uint32Array(1))[0];
    const kind = $('kinds').value || kinds[seed % kinds.length].kind;
    await attempt(async () => {
      await showQuestion({ kind: kind, level: Number($('level').value), seed: seed });
      tell('');
    });
  }

  async function showQuestion(which) {
    const asked = await ask('ask', which.kind, which.level, which.seed, lang);
    current = Object.assign(which, { asked: asked, judged: false });
    $('question').hidden = false;
    $('about').textContent = say('about', asked.topic, asked.level);
    $('question-text').innerHTML = asked.text;
    $('fields').textContent = '';
    $('marked').textContent = '';
    asked.fields.forEach((one, i) => {
      if (one.options.length) {
        const set = $('fields').appendChild(make('fieldset'));
        set.append(make('legend', {}, one.label));
        one.options.forEach((option, k) => {
          const letter = String.fromCharCode(65 + k), label = set.appendChild(make('label'));
          label.append(make('input', { type: 'radio', name: 'f' + i, value: letter }), ' ' + letter + ') ' + option);
        });
      } else {
        const label = $('fields').appendChild(make('label', {}, one.label + ' '));
        label.append(make('input', { name: 'f' + i, autocomplete: 'off', spellcheck: 'false' }));
      }
    });
    $('judge').disabled = false;
  }

  async function judge(event) {
    event.preventDefault();
    await attempt(async () => {
      const given = current.asked.fields.map((unused, i) => new FormData($('question')).get('f' + i) || '');
      const marks = await ask('judge', current.kind, current.level, current.seed, given, lang);
      const box = $('marked'), topic = current.asked.topic;
      box.textContent = '';
      marks.forEach((mark, i) => {
        const label = marks.length > 1 ? current.asked.fields[i].label + ': ' : '';
        box.append(make('p', { class: mark.mark === 'RIGHT' ? 'good' : 'wrong' }, (mark.mark === 'RIGHT' ? '✓ ' : '✗ ') + label + mark.verdict));
      });
      if (marks.some(mark => mark.mark === 'UNREADABLE')) { tell(''); return; }
      box.insertAdjacentHTML('beforeend', current.asked.solution);
      const sum = topics[topic] = topics[topic] || { right: 0, all: 0 };
      sum.right += marks.filter(mark => mark.mark === 'RIGHT').length;
      sum.all += marks.length;
      $('judge').disabled = true;
      $('score').textContent = Object.keys(topics).map(name => say('asked.topic', name, topics[name].right, topics[name].all)).join(lang === 'zh' ? '；' : '; ');
      tell('');
    });
  }

  // ---- the page

  function choose(name) {
    for (const tab of document.querySelectorAll('[role=tab]')) {
      const on = tab.id === 'tab-' + name;
      tab.setAttribute('aria-selected', on);
      tab.tabIndex = on ? 0 : -1;
      $(tab.getAttribute('aria-controls')).hidden = !on;
    }
  }

  function tabKey(event) {
    const tabs = [...document.querySelectorAll('[role=tab]')], move = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!move) return;
    const next = tabs[(tabs.indexOf(event.target) + move + tabs.length) % tabs.length];
    next.focus();
    next.click();
  }

  function translate() {
    document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en';
    document.title = say('title');
    for (const element of document.querySelectorAll('[data-say]')) element.textContent = say(element.dataset.say);
    for (const element of document.querySelectorAll('[data-label]')) element.setAttribute('aria-label', say(element.dataset.label));
    for (const element of document.querySelectorAll('[data-title]')) element.title = say(element.dataset.title);
    $('language').textContent = lang === 'zh' ? 'English' : '中文';
    $('language').lang = lang === 'zh' ? 'en' : 'zh';
    if (status) $('status').textContent = status();
    const list = $('examples'), at = list.value;
    list.textContent = '';
    list.append(make('option', { value: '' }, say('example.choose')));
    for (const group of ['scripts', 'examples', 'recordings']) {
      const box = list.appendChild(make('optgroup', { label: say('group.' + group) }));
      examples.forEach((example, i) => { if (example.group === group) box.append(make('option', { value: i }, example.name)); });
    }
    list.value = at;
  }

  async function switchLanguage() {
    lang = lang === 'zh' ? 'en' : 'zh';
    translate();
    await listKinds();
    if (current && !$('question').hidden) await showQuestion(current);
  }

  async function readFile(file, trace) {
    await attempt(async () => {
      const most = trace ? MAX_TRACE : MAX_BYTES;
      if (file.size > most) throw { own: true, message: say('too-big', most >> 10), line: 0 };
      const text = await file.text();
      if (trace) {
        choose('policies');
        $('trace').value = text;
        await compare();
      } else {
        choose('machine');
        write(text, file.name);
        tell('read', file.name);
      }
    });
  }

  function drop(event) {
    event.preventDefault();
    const file = event.dataTransfer.files[0];
    if (!file) return;
    readFile(file, /\.(trace|lackey|din|out)$/.test(file.name) || !$('policies').hidden);
  }

  function listen() {
    const on = (id, event, action) => $(id).addEventListener(event, action);
    on('run', 'click', run);
    on('step', 'click', step);
    on('predict', 'click', predict);
    on('stop', 'click', () => stop(say('halted')));
    on('share', 'click', share);
    on('save-script', 'click', () => save(title, 'text/plain', $('script').value));
    on('save-player', 'click', () => save(title.replace(/\.[a-z]+$/, '') + '.html', 'text/html', player));
    on('save-svg', 'click', () => $('player').contentWindow.postMessage('pictures', '*'));
    on('language', 'click', switchLanguage);
    on('memory', 'change', resize);
    on('swap', 'change', resize);
    on('examples', 'change', () => {
      const example = examples[$('examples').value];
      if (!example) return;
      write(example.text, example.name, example.group === 'recordings');
      tell('example.opened', example.name);
    });
    on('script', 'input', () => { badLine = 0; $('script').removeAttribute('aria-invalid'); gutter(); sizes(); });
    on('script', 'scroll', () => { $('gutter').scrollTop = $('script').scrollTop; });
    on('script', 'keydown', event => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) run(); });
    on('file', 'change', () => { if ($('file').files[0]) readFile($('file').files[0], false); });
    on('trace-file', 'change', () => { if ($('trace-file').files[0]) readFile($('trace-file').files[0], true); });
    on('asked-form', 'submit', checkItem);
    on('asked-next', 'click', nextItem);
    on('asked-end', 'click', endPredict);
    on('compare', 'click', compare);
    for (const name in TRACE_EXAMPLES) on(name, 'click', () => { $('trace').value = TRACE_EXAMPLES[name]; $('frames').value = 3; compare(); });
    on('ask', 'click', newQuestion);
    on('question', 'submit', judge);
    for (const name of ['machine', 'policies', 'practice']) on('tab-' + name, 'click', () => choose(name));
    $('tabs').addEventListener('keydown', tabKey);
    document.addEventListener('dragover', event => event.preventDefault());
    document.addEventListener('drop', drop);
    window.addEventListener('message', fromPlayer);
    window.addEventListener('hashchange', openLink);
  }

  async function open() {
    lang = /^zh/.test(navigator.language) ? 'zh' : 'en';
    for (const [id, sizes] of [['memory', ['2M', '8M', '64M', '256M', '1G']], ['swap', ['0', '4M', '64M']]]) {
      for (const size of sizes) $(id).append(make('option', { value: size }, size));
    }
    translate();
    listen();
    source = await unpacked('packed');
    start();
    examples = JSON.parse(await unpacked('examples-packed'));
    translate();
    if (!await openLink()) {
      const first = examples.findIndex(example => example.name === 'fork.mm');
      $('examples').value = first;
      write(examples[first].text, examples[first].name);
    }
    await listKinds();
  }

  open().catch(error => complain({ own: false, message: String(error), line: 0 }));
})();
