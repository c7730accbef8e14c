// The page.
function choose(name) {
  for (const tab of document.querySelectorAll('[role=tab]')) {
    const on = tab.id === 'tab-' + name;
    tab.setAttribute('aria-selected', on);
    tab.tabIndex = on ? 0 : -1;
    $(tab.getAttribute('aria-controls')).hidden = !on;
  }
  $('asked').hidden = items.tab !== name;
  if (name === 'practice' && !kinds.length) attempt(async () => { await listKinds(); tell(''); }); // not before somebody asks
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
  editor.speak(say('script'), all.phrases[lang]);
  tellCut();
  const list = $('examples'), at = list.value;
  list.textContent = '';
  list.append(make('option', { value: '' }, say('example.choose')));
  for (const group of ['scripts', 'examples', 'recordings']) {
    const box = list.appendChild(make('optgroup', { label: say('group.' + group) }));
    examples.forEach((example, i) => { if (example.group === group) box.append(make('option', { value: i }, example.name)); });
  }
  list.value = at;
  const chosen = $('predict-policy').value || 'fifo';
  $('predict-policy').textContent = '';
  for (const policy of POLICIES) $('predict-policy').append(make('option', { value: policy }, say('policy.' + policy)));
  $('predict-policy').value = chosen;
}

async function switchLanguage() {
  lang = lang === 'zh' ? 'en' : 'zh';
  translate();
  askAgain();
  if (kinds.length) await listKinds();
  if (current && !$('question').hidden) await showQuestion(current);
  if (!$('compared').hidden) await compare();
}

async function readFile(file, trace) {
  await attempt(async () => {
    const most = trace ? MAX_TRACE : MAX_BYTES;
    if (file.size > most) throw { own: true, message: say('too-big', most >> 10), line: 0 };
    const text = await file.text();
    if (trace) {
      choose('policies');
      setTrace(text);
      await compare();
    } else {
      choose('machine');
      write(text, file.name);
      tell('read', file.name);
    }
  });
}

// A file that is dropped; the editor would insert it.
function drop(event) {
  const file = event.dataTransfer.files[0];
  if (!file) return;
  event.preventDefault();
  event.stopPropagation();
  readFile(file, /\.(trace|lackey|din|out)$/.test(file.name) || !$('policies').hidden);
}

function listen() {
  const on = (id, event, action) => $(id).addEventListener(event, action);
  on('run', 'click', run);
  on('step', 'click', step);
  on('predict', 'click', predict);
  on('stop', 'click', () => stop(say('halted')));
  on('share', 'click', share);
  on('share-trace', 'click', shareTrace);
  on('save-script', 'click', () => save(title, 'text/plain', editor.value));
  on('save-player', 'click', () => save(title.replace(/\.[a-z]+$/, '') + '.html', 'text/html', player));
  on('save-svg', 'click', () => $('player').contentWindow.postMessage('pictures', '*'));
  on('language', 'click', switchLanguage);
  for (const id in FIELDS) on(id, 'change', () => resize(id));
  on('examples', 'change', () => {
    const example = examples[$('examples').value];
    if (!example) return;
    write(example.text, example.name, example.group === 'recordings');
    tell('example.opened', example.name);
  });
  $('script').addEventListener('keydown', event => {
    if (event.key !== 'Enter' || !event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    run();
  }, true);
  on('file', 'change', () => { if ($('file').files[0]) readFile($('file').files[0], false); });
  on('trace-file', 'change', () => { if ($('trace-file').files[0]) readFile($('trace-file').files[0], true); });
  on('asked-form', 'submit', checkItem);
  on('asked-next', 'click', nextItem);
  on('asked-end', 'click', endPredict);
  on('trace', 'input', traceTyped);
  on('trace', 'paste', traceBeforePaste);
  on('compare', 'click', compare);
  on('predict-trace', 'click', predictPolicy);
  for (const name in TRACE_EXAMPLES) on(name, 'click', () => { setTrace(TRACE_EXAMPLES[name]); $('frames').value = 3; compare(); });
  on('ask', 'click', newQuestion);
  on('question', 'submit', judge);
  for (const name of ['machine', 'policies', 'practice']) on('tab-' + name, 'click', () => choose(name));
  $('tabs').addEventListener('keydown', tabKey);
  document.addEventListener('dragover', event => { if (event.dataTransfer.types.includes('Files')) event.preventDefault(); });
  document.addEventListener('drop', drop, true);
  window.addEventListener('message', fromPlayer);
  window.addEventListener('hashchange', openLink);
}

async function open() {
  lang = /^zh/.test(navigator.language) ? 'zh' : 'en';
  for (const id in FIELDS) for (const value of FIELDS[id].values) $(id).append(make('option', { value: value }, value));
  source = await unpacked('packed');
  machine = await inflated('machine-packed').arrayBuffer();
  start();
  await makeEditor();
  translate();
  listen();
  examples = JSON.parse(await unpacked('examples-packed'));
  translate();
  if (!await openLink()) {
    const first = examples.findIndex(example => example.name === 'fork.mm');
    $('examples').value = first;
    write(examples[first].text, examples[first].name);
  }
}
