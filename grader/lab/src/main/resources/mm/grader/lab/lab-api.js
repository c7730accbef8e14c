// What JavaScript calls: the functions of a machine, which are those of mm.grader.lab.Lab.
function labApi(machine) {
  'use strict';
  const sentences = {{sentences}};
  for (const language in sentences) machine.sentences(language, sentences[language]);

  const recordings = {{recordings}};
  for (const name in recordings) machine.recording(name, recordings[name]);

  // A mistake in the input is an Error with the line (from 1, 0 if it is about none), and its sentence in Chinese, zh.
  function answer(json) {
    const value = JSON.parse(json);
    if (value.error === undefined) return value;
    const error = new Error(value.error);
    error.name = 'ScriptError';
    error.zh = value.zh;
    error.line = value.line;
    throw error;
  }

  return {
    version: '{{version}}',
    // {lines, remarks, zh, stopped}: the completed transcript, what mm run says beside it, in Chinese, too, and why a part stopped, if one did.
    complete: text => answer(machine.complete(text)),
    // The completed transcript as mm run prints it.
    run: text => answer(machine.complete(text)).lines.map(line => line + '\n').join(''),
    // process, malloc, swap, score, oom, oom-log, procps or machine.
    kind: text => answer(machine.kind(text)).kind,
    // {lines, steps, cut, stopped}: the player's steps. Options: lang ('en', 'zh'), most (steps at most, 1000).
    steps: (text, options) => answer(machine.steps(text, (options || {}).lang || 'en', (options || {}).most || 1000)),
    // {references, pages, runs, tables}. Options: policies ('fifo,lru,clock,two-lists,opt'), frames ('3'), lang ('en', 'zh') of the tables.
    trace: (text, options) => answer(machine.trace(text, (options || {}).policies || 'fifo,lru,clock,two-lists,opt', (options || {}).frames || '3', (options || {}).lang || 'en')),
    // The questions of mm quiz: their kinds, one of them, and the marks of answers to it. A seed is a whole number.
    kinds: lang => answer(machine.kinds(lang || 'en')).kinds,
    ask: (kind, level, seed, lang) => answer(machine.ask(kind, level, String(seed), lang || 'en')),
    judge: (kind, level, seed, given, lang) => answer(machine.judge(kind, level, String(seed), given.join('\n'), lang || 'en')).marks
  };
}
