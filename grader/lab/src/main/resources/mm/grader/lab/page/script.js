// The editor: completion, what is wrong at its line, and the fields that follow the head of a machine's script.
const FIELDS = {
  memory: { word: null, without: null, values: ['2M', '8M', '16M', '64M', '256M', '1G'] },
  swap: { word: 'swap', without: '0', values: ['0', '4M', '16M', '64M', '256M'] },
  tlb: { word: 'tlb', without: '16x4', values: ['1x1', '4x1', '4x4', '16x4', '64x4', '256x4'] },
  levels: { word: 'levels', without: '4', values: ['4', '5'] }
};
const HEAD = /^machine +\S+.*/m;
const SIZES = ['4K', '64K', '1M', '4M', '16M', '64M', '256M', '1G'];
let editor = null;

async function makeEditor() {
  const script = make('script', { src: URL.createObjectURL(new Blob([await unpacked('editor-packed')], { type: 'text/javascript' })) });
  await new Promise((done, fail) => { script.onload = done; script.onerror = fail; document.head.append(script); });
  editor = self.labEditor($('script'), complete, () => { sizes(); });
}

function mark(line, message) {
  $('script').dataset.bad = line;
  editor.mark(line, message || '');
}

function write(text, name, recording) {
  editor.value = text.replace(/\r\n?/g, '\n');
  title = name;
  linux = recording ? editor.value : null;
  hideResults();
  mark(0);
  sizes();
}

function hideResults() {
  for (const id of ['result', 'asked', 'played', 'link-line']) $(id).hidden = true;
  items = [];
  reveal();
  $('player').src = 'about:blank';
  player = null;
  $('save-player').disabled = $('save-svg').disabled = true;
}

function script() {
  const text = editor.value;
  if (text.length > MAX_BYTES) throw { own: true, message: say('too-big', MAX_BYTES >> 10), line: 0 };
  return text;
}

function sizes() {
  const head = HEAD.exec(editor.value), words = head && head[0].split(' -> ')[0].trim().split(/\s+/);
  for (const id in FIELDS) {
    const { word, without } = FIELDS[id], list = $(id), at = words && word ? words.indexOf(word, 2) : 0;
    const value = words && (word ? at < 0 ? without : words[at + 1] : words[1]);
    list.disabled = !head;
    if (value && ![...list.options].some(option => option.value === value)) list.append(make('option', { value: value }, value));
    if (value) list.value = value;
  }
}

// Changes the head as a field says.
function resize(id) {
  const head = HEAD.exec(editor.value), { word, without } = FIELDS[id], value = $(id).value;
  if (!head) return;
  const words = head[0].trim().split(/\s+/), at = word ? words.indexOf(word, 2) : 0;
  if (!word) words[1] = value;
  else if (at > 0) words.splice(at, 2, ...(value === without ? [] : [word, value]));
  else if (value !== without) words.push(word, value);
  editor.replace(head.index, head.index + head[0].length, words.join(' '));
}

// ---- completion

// Returns what may stand at the end of the beginning of a line.
async function complete(text, before) {
  const kind = await kindOf(text), words = before.split(/\s+/), from = before.length - words.at(-1).length;
  const named = kind === 'process' && /^\w+:$/.test(words[0]), call = named ? words.slice(1) : words;
  const forms = (all.operations[kind] || all.operations.machine.slice(0, 1)).filter(form => named || !form.startsWith('A:'));
  if (/^(#| {2})/.test(before) || before.includes(' -> ')) return { from: from, options: [] };
  if (call.length === 1) return { from: from, options: unique(forms.map(form => option(form.replace(/^A: /, '')))) };
  const form = forms.find(each => each.replace(/^A: /, '').split(' ')[0] === call[0]);
  return { from: from, options: form ? unique(choices(form.replace(/^A: /, ''), text, call).map(label => ({ label: label, detail: form }))) : [] };
}

const option = form => ({ label: form.split(' ')[0], detail: form.split(' ').slice(1).join(' ') });

// What may stand at the last place of a call of a form: the value of an option, of the place, or an option.
function choices(form, text, call) {
  const slots = form.replace(/[[\]]/g, '').split(' '), before = call.at(-2), at = slots.indexOf(before, 1);
  if (at > 0 && /^[a-z]/.test(before)) return valuesOf(slots[at + 1] || '', text, call);
  const words = slots.slice(1).flatMap(slot => slot.split('|')).filter(word => /^[-a-z%][-\w%]*$/.test(word) && !call.slice(0, -1).includes(word));
  return valuesOf(slots[call.length - 1] || '', text, call).concat(words);
}

function unique(options) {
  const seen = new Set();
  return options.filter(option => !seen.has(option.label) && seen.add(option.label));
}

// Values that fit a place of a form: names that the script has given, or the usual sizes.
function valuesOf(slot, text, call) {
  const names = pattern => [...text.matchAll(pattern)].map(match => match[1]);
  switch (slot) {
    case '4|5': case '3|4': return slot.split('|');
    case 'TASK': return names(/^(?:start|kthread) +(\S+)/gm).concat(names(/^fork +\S+ +(\S+)/gm));
    case 'AREA': return names(new RegExp('^map +' + call[1].replace(/[^\w-]/g, '.') + ' +(\\S+)', 'gm')).concat(call[0] === 'map' ? ['heap'] : names(/^map +\S+ +(\S+)/gm));
    case 'USER': return names(/^user +\d+ +(\S+)/gm);
    case 'FILE': return names(/^read +(\S+)/gm).concat(names(/ file +(\S+)/gm));
    case 'BLOCK': return names(/^(?:malloc|calloc) +(\d+)/gm);
    case 'ADDRESS': case 'ADDRESS|0': return names(/-> (0x[0-9a-f]+)/g);
    case 'SIZE': case 'OFFSET': return SIZES;
    case 'SETSxWAYS': return FIELDS.tlb.values;
    default: return [];
  }
}

// ---- run

async function attempt(work) {
  tell('working');
  try {
    await work();
  } catch (error) {
    complain(error.message === undefined ? { own: false, message: String(error), line: 0 } : error);
    if (error.line && !$('machine').hidden) mark(error.line, saying(error));
  }
}

async function run() {
  await attempt(async () => {
    mark(0);
    reveal();
    const began = performance.now(), done = await ask('complete', script());
    $('result').hidden = false;
    const more = done.lines.length > MAX_LINES;
    $('transcript').textContent = done.lines.slice(0, MAX_LINES).join('\n') + (more ? '\n' + say('more', done.lines.length - MAX_LINES) : '');
    $('remarks').textContent = (lang === 'zh' ? done.zh : done.remarks).join('\n');
    $('remarks').hidden = !done.remarks.length;
    if (done.stopped) throw { own: true, message: say('stopped', done.stopped), line: 0 };
    tell('done', done.lines.length, Math.round(performance.now() - began));
  });
}

async function step() {
  await attempt(async () => {
    mark(0);
    reveal();
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
