// What all parts of the page use.
const SECONDS = 30;          // that a run may take
const MAX_BYTES = 1 << 20;   // of a script
const MAX_TRACE = 16 << 20;  // of a trace
const MAX_TRACE_SHOWN = 6000; // characters of a trace that its field has
const MAX_LINES = 5000;      // of a transcript that are shown
const SVG = 'http://www.w3.org/2000/svg';
const POLICIES = ['fifo', 'lru', 'clock', 'two-lists', 'opt'];
const all = JSON.parse(document.getElementById('words').textContent);
const $ = id => document.getElementById(id);
let lang = 'en', examples = [], worker = null, source = null, machine = null, waiting = new Map(), calls = 0, timer = null;
let player = null, status = null, title = 'script.mm', linux = null;

function say(key, ...values) {
  return all[lang][key].replace(/\{(\d)\}/g, (blank, i) => values[i]);
}

function make(tag, attributes, text) {
  const element = document.createElement(tag);
  for (const name in attributes || {}) element.setAttribute(name, attributes[name]);
  if (text !== undefined) element.textContent = text;
  return element;
}

function inflated(id) {
  return new Response(new Blob([decoded($(id).textContent)]).stream().pipeThrough(new DecompressionStream('deflate')));
}

const unpacked = id => inflated(id).text();
