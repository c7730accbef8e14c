// The machine of the Linux Memory Kit, compiled from its Java. In node: require('./mm.js'); in a browser: self.mm.
(function (root, make) {
  'use strict';
  if (typeof module === 'object' && module.exports) module.exports = make();
  else root.mm = make();
})(typeof self === 'undefined' ? this : self, function () {
  'use strict';
  const machine = (function (exports) {
{{machine}}
    return exports;
  })({});
{{api}}
  return labApi(machine);
});
