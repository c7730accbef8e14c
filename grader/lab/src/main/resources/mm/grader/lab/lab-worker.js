'use strict';
// Runs the machine beside the page, so that the page stays responsive and can stop it. The first message is the machine as
// WebAssembly, the others are calls: {id, call, values}.
const MAX_STEPS = 1000;

async function base64(stream) {
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  let text = '';
  for (let i = 0; i < bytes.length; i += 32768) text += String.fromCharCode.apply(null, bytes.subarray(i, i + 32768));
  return btoa(text);
}

const escaped = text => text.replace(/[&<>"']/g, c => '&#' + c.charCodeAt(0) + ';');

const calls = {
  complete: text => self.mm.complete(text),
  kind: text => self.mm.kind(text),
  trace: (text, options) => self.mm.trace(text, options),
  kinds: lang => self.mm.kinds(lang),
  ask: (kind, level, seed, lang) => self.mm.ask(kind, level, seed, lang),
  judge: (kind, level, seed, given, lang) => self.mm.judge(kind, level, seed, given, lang),
  // The page that mm play writes.
  player: async (text, title, lang) => {
    const played = self.mm.steps(text, { lang: lang, most: MAX_STEPS });
    const json = JSON.stringify({ lines: played.lines, steps: played.steps });
    const data = await base64(new Blob([json]).stream().pipeThrough(new CompressionStream('deflate')));
    const own = { title: escaped(title), docs: '', data: data, cut: played.cut ? escaped(PLAYER.cut[lang]) : '' };
    const blanks = Object.assign({}, PLAYER.blanks[lang], own);
    const html = PLAYER.template.replace(/\{\{([a-z]+)\}\}/g, (blank, name) => blanks[name]);
    return { html: html, steps: played.steps.length, stopped: played.stopped };
  }
};

async function answer({ id, call, values }) {
  try {
    self.postMessage({ id: id, value: await calls[call](...values) });
  } catch (error) {
    const own = error.name === 'ScriptError';
    self.postMessage({ id: id, error: { own: own, message: own ? error.message : String(error), zh: error.zh, line: error.line || 0 } });
  }
}

self.onmessage = async event => {
  const begun = self.TeaVM.wasmGC.load(event.data, { noAutoImports: true }).then(loaded => { self.mm = labApi(loaded.exports); });
  self.onmessage = async next => { await begun; answer(next.data); };
  try {
    await begun;
    self.postMessage({ ready: self.mm.version });
  } catch (error) {
    self.postMessage({ failed: String(error) });
  }
};
