// Policies.
const TRACE_EXAMPLES = { belady: '1,2,3,4,1,2,5,1,2,3,4,5', textbook: '7,0,1,2,0,3,0,4,2,3,0,3,2,1,2,0,1,7,0,1' };

let whole = null; // the trace, if its field has only the beginning of it

// Puts a trace into its field: of a long one the beginning, since a browser lays out a hundred thousand lines for seconds.
function setTrace(text) {
  whole = text.length > MAX_TRACE_SHOWN ? text : null;
  $('trace').value = whole === null ? text : text.slice(0, text.lastIndexOf('\n', MAX_TRACE_SHOWN) + 1 || MAX_TRACE_SHOWN);
  tellCut();
}

const trace = () => whole === null ? $('trace').value : whole;

function tellCut() {
  $('trace-cut').hidden = whole === null;
  $('trace-cut').textContent = whole === null ? '' : say('trace.cut', $('trace').value.length >> 10, whole.length >> 10);
}

// Whoever changes what is shown means what is shown.
function traceTyped() {
  whole = null;
  tellCut();
}

function traceBeforePaste(event) {
  const pasted = event.clipboardData.getData('text'), field = $('trace');
  if (pasted.length <= MAX_TRACE_SHOWN) return;
  event.preventDefault();
  setTrace(field.value.slice(0, field.selectionStart) + pasted + field.value.slice(field.selectionEnd));
}

function framesFor(pages) {
  if (pages <= 24) return Array.from({ length: pages }, (unused, i) => i + 1);
  const sizes = new Set([1]);
  for (let i = 0; i <= 16; i++) sizes.add(Math.max(1, Math.round(Math.pow(pages, i / 16))));
  return [...sizes].sort((a, b) => a - b);
}

async function compare() {
  await attempt(async () => {
    const text = trace(), frames = String(Math.max(1, Number($('frames').value) || 1));
    if (text.length > MAX_TRACE) throw { own: true, message: say('too-big', MAX_TRACE >> 10), line: 0 };
    const first = await ask('trace', text, { policies: POLICIES.join(','), frames: frames, lang: lang });
    const sizes = [...new Set(framesFor(first.pages).concat(Number(frames)))].sort((a, b) => a - b);
    const curve = await ask('trace', text, { policies: POLICIES.join(','), frames: sizes.join(',') });
    $('compared').hidden = false;
    $('counted').textContent = say('counted', first.references, first.pages);
    draw(curve.runs, sizes, first.references);
    faults(curve.runs, sizes);
    $('tables').textContent = '';
    first.tables.forEach((lines, i) => {
      $('tables').append(make('h2', {}, say('policy.' + POLICIES[i])));
      $('tables').append(make('pre', { tabindex: 0, 'aria-label': lines[0] }, lines.join('\n')));
    });
    tell('compared');
  });
}

// Predict with a policy: at each reference, is it a fault, and who goes?
async function predictPolicy() {
  await attempt(async () => {
    const policy = $('predict-policy').value, frames = String(Math.max(1, Number($('frames').value) || 1));
    const run = await ask('trace', trace(), { policies: policy, frames: frames });
    const columns = run.columns[0] || [];
    const lines = columns.map(([page, frames, hit, victim]) => say('policy.step', page, say(hit ? 'policy.hit' : 'policy.fault'), frames) + (victim ? say('policy.goes', victim) : ''));
    const outcome = hit => all.en[hit ? 'policy.hit' : 'policy.fault'];
    begin(columns.map(([page, frames, hit, victim], i) => ({
      line: i,
      recorded: null,
      parts: [
        say('policy.asked', page) + ' ', field('outcome', [outcome(hit), outcome(hit)[0], all.zh[hit ? 'policy.hit' : 'policy.fault'], hit ? '+' : '-'], say('policy.outcome')),
        ' ' + say('policy.victim') + ' ', field('evicted', victim ? [victim] : ['', '-', '–', 'none', '无'], say('policy.victim'))
      ]
    })), lines, 'policy.long');
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
