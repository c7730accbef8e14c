// node driver.js MM.JS INPUT OUTPUT: calls functions of mm.js, and writes what each returned, one JSON text a call.
'use strict';
const fs = require('fs');
const mm = require(require('path').resolve(process.argv[2]));
const calls = JSON.parse(fs.readFileSync(process.argv[3], 'utf8'));
const answers = calls.map(([name, ...values]) => {
  try {
    return JSON.stringify(mm[name](...values));
  } catch (error) {
    if (error.name !== 'ScriptError') throw error;
    return JSON.stringify({ error: error.message, zh: error.zh, line: error.line });
  }
});
fs.writeFileSync(process.argv[4], JSON.stringify(answers));
