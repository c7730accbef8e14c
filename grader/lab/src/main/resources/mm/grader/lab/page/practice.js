// Practice.
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
  if (!kinds.length) await attempt(listKinds);
  const seed = crypto.getRandomValues(new Uint32Array(1))[0];
  const kind = $('kinds').value || kinds[seed % kinds.length].kind;
  await attempt(async () => {
    await showQuestion({ kind: kind, level: Number($('level').value), seed: seed });
    tell('');
  });
}

/* What scrolls sideways on a telephone can be reached by the keyboard. */
function reachable(box) {
  box.querySelectorAll('pre').forEach(pre => { pre.tabIndex = 0; });
}

async function showQuestion(which) {
  const asked = await ask('ask', which.kind, which.level, which.seed, lang);
  current = Object.assign(which, { asked: asked, judged: false });
  $('question').hidden = false;
  $('about').textContent = say('about', asked.topic, asked.level);
  $('question-text').innerHTML = asked.text;
  reachable($('question-text'));
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
    reachable(box);
    const sum = topics[topic] = topics[topic] || { right: 0, all: 0 };
    sum.right += marks.filter(mark => mark.mark === 'RIGHT').length;
    sum.all += marks.length;
    $('judge').disabled = true;
    $('score').textContent = Object.keys(topics).map(name => say('asked.topic', name, topics[name].right, topics[name].all)).join(lang === 'zh' ? '；' : '; ');
    tell('');
  });
}
