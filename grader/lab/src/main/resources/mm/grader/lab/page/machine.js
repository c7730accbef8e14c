// What the machine is asked, in a worker.
const aside = new Map(); // calls that nobody waits for

function start() {
  worker = new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })));
  worker.postMessage(machine);
  worker.onmessage = event => {
    const { id, value, error, ready, failed } = event.data;
    if (ready) { document.body.dataset.ready = 1; return; }
    if (failed) { complain({ own: true, message: say('old', failed), line: 0 }); giveUp(say('old', failed)); return; }
    const call = waiting.get(id) || aside.get(id);
    aside.delete(id);
    if (waiting.delete(id)) idle();
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

// Returns the kind of a script, or null if it has none yet or the machine is at work.
async function kindOf(text) {
  if (waiting.size) return null;
  return new Promise(done => {
    aside.set(++calls, { done: done, fail: () => done(null) });
    worker.postMessage({ id: calls, call: 'kind', values: [text] });
  });
}

function stop(why) {
  worker.terminate();
  giveUp(why);
  start();
}

function giveUp(why) {
  const open = [...waiting.values()];
  waiting.clear();
  for (const call of aside.values()) call.done(null);
  aside.clear();
  idle();
  for (const call of open) call.fail({ own: true, message: why, line: 0 });
}

function tell(key, ...values) {
  status = key ? () => say(key, ...values) : () => '';
  $('status').textContent = status();
  $('status').className = '';
}

const saying = error => error.own ? (lang === 'zh' && error.zh || error.message) : say('failed', error.message);

function complain(error) {
  const text = () => (error.line ? say('line', error.line) + ' ' : '') + saying(error);
  status = text;
  $('status').textContent = text();
  $('status').className = 'bad';
}
