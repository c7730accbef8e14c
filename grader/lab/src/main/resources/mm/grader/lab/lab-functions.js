// What the compiler's runtime makes with new Function(…), made without: the page's content security policy lets no text become
// a program. The runtime asks for the functions below and no others; their texts are those of TeaVM's wasm-gc-runtime.js.
const MADE = [
  [/^return function\(.*\) \{ try \{ return fn\(this/, (rethrow, fn) => function (...values) {
    try { return fn(this, ...values); } catch (e) { rethrow(e); }
  }],
  [/^return function\(.*\) \{ try \{ return fn\(/, (rethrow, fn) => function (...values) {
    try { return fn(...values); } catch (e) { rethrow(e); }
  }],
  [/^return function \w+\(marker, javaObject\)/, constructor => function (marker, javaObject) {
    return constructor.call(this, marker, javaObject);
  }],
  [/^try \{ return fn\(/, (rethrow, fn, ...values) => {
    try { return fn(...values); } catch (e) { rethrow(e); }
  }],
  [/^try \{ return instance !== null/, (rethrow, global, instance, method, ...values) => {
    try { return instance !== null ? instance[method](...values) : global(method)(...values); } catch (e) { rethrow(e); }
  }],
  [/^try \{ return new constructor\(/, (rethrow, constructor, ...values) => {
    try { return new constructor(...values); } catch (e) { rethrow(e); }
  }],
  [/^return new Function\(/, (wrap, ...texts) => functionWithoutEval(...texts)],
  [/^return \[.*\];?$/, (...values) => values]
];

function functionWithoutEval(...texts) {
  const body = texts.pop().replace(/\s+/g, ' ').trim(), parameters = texts;
  const made = MADE.find(([form]) => form.test(body));
  if (made) return made[1];
  const name = /^return ([\w$.]+);$/.exec(body);
  if (!name) throw new Error('the machine asks for a function that the page cannot make: ' + body);
  const at = parameters.indexOf(name[1]);
  return (...values) => at >= 0 ? values[at] : name[1].split('.').reduce((object, key) => object[key], self);
}
