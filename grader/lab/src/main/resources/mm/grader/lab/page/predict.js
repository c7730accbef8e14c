// Predict: the answers are hidden, and asked for one by one; at the end what was missed, by topic.
const MAX_SHOWN = 40;
let items = [], item = 0, score = {}, missed = [];

async function predict() {
  await attempt(async () => {
    mark(0);
    const text = script(), done = await ask('complete', text);
    begin(questionsOf(done.lines, text.split('\n')), done.lines, 'asked.none');
  });
}

// Begins with questions about lines.
function begin(questions, lines, none) {
  if (!questions.length) throw { own: true, message: say(none), line: 0 };
  items = questions;
  items.lines = lines;
  items.tab = $('machine').hidden ? 'policies' : 'machine';
  item = 0;
  score = {};
  missed = [];
  $('result').hidden = $('played').hidden = true;
  // What has the answers in it is hidden meanwhile: a recording, the tables of policies.
  $('script').hidden = items.tab === 'machine' && questions.some(question => question.recorded);
  $('hidden').hidden = !$('script').hidden;
  if (items.tab === 'policies') $('compared').hidden = true;
  $('asked').hidden = $('asked-form').hidden = false;
  tell('');
  showItem();
}

function showItem() {
  const now = items[item], line = $('asked-line'), before = item ? items[item - 1].line + 1 : 0;
  $('asked-where').textContent = say('asked.where', item + 1, items.length);
  const shown = now.shown && now.shown.length ? now.shown : items.lines.slice(Math.max(0, before - 12), now.line);
  $('asked-before').textContent = shown.join('\n');
  $('asked-before').hidden = !$('asked-before').textContent;
  $('asked-before').scrollTop = 1e6;
  line.textContent = '';
  now.fields = [];
  for (const part of now.parts) {
    if (part.wanted === undefined) { line.append(part); continue; }
    const label = part.label || say('topic.' + part.topic);
    const input = make('input', { 'aria-label': label, autocomplete: 'off', spellcheck: 'false' });
    if (part.ranges || part.topic === 'dies') line.append(label + ' ');
    if (part.ranges) input.placeholder = say('asked.ranges');
    else if (!part.label) input.placeholder = label;
    if (part.ranges || part.topic === 'dies' || !part.label) input.className = 'wide-field';
    input.question = part;
    now.fields.push(input);
    line.append(input);
  }
  $('asked-verdict').textContent = '';
  $('asked-check').disabled = false;
  now.fields[0].focus({ preventScroll: true });
}

const topicName = part => part.topic === 'free' ? say('topic.free', part.label) : COUNTERS.concat(PROMISES).includes(part.topic) ? part.topic : say('topic.' + part.topic);

function checkItem(event) {
  event.preventDefault();
  if ($('asked-check').disabled) { nextItem(); return; }
  const now = items[item], verdict = $('asked-verdict');
  let right = 0;
  for (const input of now.fields) {
    const part = input.question, key = part.topic + (part.topic === 'free' ? part.label : '');
    const topic = score[key] = score[key] || { right: 0, all: 0, part: part };
    const good = isRight(part, input.value);
    input.readOnly = true;
    input.setAttribute('aria-invalid', !good);
    topic.all++;
    if (good) { topic.right++; right++; } else missed.push({ line: now.line + 1, part: part, given: input.value });
  }
  verdict.textContent = '';
  const perfect = right === now.fields.length;
  verdict.append(make('p', { class: perfect ? 'good' : 'wrong' }, perfect ? '✓ ' + say('asked.right') : '✗ ' + say('asked.wrong', right, now.fields.length)));
  const to = item + 1 < items.length ? items[item + 1].line : items.lines.length;
  verdict.append(make('p', {}, say('asked.does')), make('pre', { tabindex: 0, 'aria-label': say('asked.does') }, items.lines.slice(now.line, Math.max(now.line + 1, to)).slice(0, MAX_SHOWN).join('\n')));
  if (now.recorded) {
    const kind = linux === editor.value ? 'asked.linux' : 'asked.recorded';
    verdict.append(make('p', {}, say(kind, now.recorded.number)), make('pre', { tabindex: 0, 'aria-label': say('asked.linux.label') }, now.recorded.text));
  }
  $('asked-check').disabled = true;
  $('asked-next').focus();
}

function nextItem() {
  if (item + 1 < items.length) { item++; showItem(); } else endPredict();
}

// Shows again what was hidden.
function reveal() {
  $('script').hidden = false;
  $('hidden').hidden = true;
}

function endPredict() {
  reveal();
  if (items.tab === 'policies') $('compared').hidden = !$('fault-table').rows.length;
  const verdict = $('asked-verdict'), list = make('ul');
  let right = 0, count = 0;
  for (const key of Object.keys(score).sort()) {
    const sum = score[key], whole = sum.right === sum.all;
    right += sum.right;
    count += sum.all;
    list.append(make('li', { class: whole ? 'good' : 'wrong' }, (whole ? '✓ ' : '✗ ') + say('asked.topic', topicName(sum.part), sum.right, sum.all)));
  }
  verdict.textContent = '';
  verdict.append(make('p', {}, say('asked.sum', right, count)), list);
  if (missed.length) {
    const all = make('ol');
    for (const one of missed.slice(0, MAX_SHOWN)) all.append(make('li', {}, say('asked.missed', one.line, topicName(one.part), one.part.wanted[0] || '–', one.given || '–')));
    verdict.append(make('h3', {}, say('asked.missed.title')), all);
  }
  $('asked-form').hidden = true;
  $('asked-where').textContent = '';
  $('asked-before').hidden = true;
  verdict.tabIndex = -1;
  verdict.focus();
}

// Says the question, or the end, in another language; what was checked stays.
function askAgain() {
  if ($('asked').hidden || !items.length) return;
  if ($('asked-form').hidden) endPredict();
  else if (!$('asked-check').disabled) showItem();
}
