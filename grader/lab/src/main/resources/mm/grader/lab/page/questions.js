// What can be predicted of a completed transcript: a list of questions, each with the line that it is about. Nothing here
// touches the page.

const COUNTERS = ['VmSize', 'VmRSS', 'RssAnon', 'VmPTE', 'VmData', 'VmStk', 'VmLck', 'AnonHugePages'];
const PROMISES = ['Committed_AS', 'CommitLimit'];
const GROUPS = /^ \| \S+ anon \d/;
const TOKEN = /0x[0-9a-f]+|-?\d+(?:\.\d+)?|\b[A-Z]{3,}\b|\b(?:ok|killed|mapped|(?:huge )?(?:new|zero|copied|reused))\b/g;
const FREE_ROW = /^(\s*)(Mem|Swap|Total|Low|High|Comm):\s+\S/;

// Returns the questions about lines, in their order. given has the lines of the script before it was completed: where it
// had answers of its own, the question has that line and its number, from 1.
function questionsOf(lines, given) {
  const asked = [], own = [];
  given.forEach((text, i) => { if (text.trim()) own.push({ text: text, number: i + 1 }); });
  const same = own.length === lines.filter(line => line.trim()).length;
  let seen = 0, header = null, table = -1;
  lines.forEach((line, i) => {
    const recorded = line.trim() && same ? own[seen++] : null;
    const found = question(line, lines, i, header, table);
    if (/^\s*total\s+used\s+free/.test(line)) header = line.trim().split(/\s+/);
    if (/^ {2}\S.* rss \d+ pgtables_bytes/.test(line) || /Tasks state/.test(line)) table = table < 0 ? i : table;
    else if (found && found.dies) table = -1;
    if (!found) return;
    found.line = i;
    found.recorded = recorded && recorded.text === line || recorded && hasAnswer(recorded.text) ? recorded : null;
    asked.push(found);
  });
  return asked;
}

const hasAnswer = text => / -> (?!\?$)/.test(text) || FREE_ROW.test(text) || /killed /i.test(text);

function question(line, lines, i, header, table) {
  const dies = /^ {2}killed (.+)$/.exec(line) || /Killed process (\d+) \(([^)]*)\)/.exec(line);
  if (dies) {
    const shown = table < 0 ? [] : lines.slice(table, i);
    const wanted = dies[2] === undefined ? [dies[1]] : [dies[2], dies[1]];
    return { dies: true, shown: shown, parts: [field('dies', wanted)] };
  }
  const row = FREE_ROW.exec(line);
  if (row && header) {
    const parts = [row[2] + ': '];
    line.trim().split(/\s+/).slice(1).forEach((value, k) => { if (k < header.length) parts.push(header[k] + ' ', field('free', [value], header[k])); });
    return { parts: parts };
  }
  const arrow = line.startsWith('#') ? -1 : line.indexOf(' -> ');
  if (arrow < 0) return null;
  const call = line.slice(0, arrow + 4), answer = line.slice(arrow + 4);
  if (call === 'state -> ') return { parts: [call, field('evicted', [swapped(answer)], null, true)] };
  const parts = [call].concat(answerParts(answer));
  return parts.some(part => part.wanted) ? { parts: parts } : null;
}

// The answer before the bar: what came of it, faults, addresses; after it the counters or promises, in their order, or what
// is charged to groups.
function answerParts(answer) {
  const bar = answer.indexOf(' | '), first = bar < 0 ? answer : answer.slice(0, bar), parts = [];
  const counters = bar < 0 ? [] : answer.slice(bar + 3).trim().split(/\s+/);
  let from = 0;
  for (const match of first.matchAll(TOKEN)) {
    const before = first.slice(from, match.index);
    if (before) parts.push(before);
    const whole = first.trim() === match[0] && /^-?\d+$/.test(match[0]); // what a system call returns
    parts.push(field(whole ? 'outcome' : topicOf(match[0], before), [match[0]], /([a-z_]+) $/.test(before) ? /([a-z_]+) $/.exec(before)[1] : null));
    from = match.index + match[0].length;
  }
  if (from < first.length) parts.push(first.slice(from));
  const names = counters.length === PROMISES.length ? PROMISES : COUNTERS, counted = counters.every(value => /^-?\d+$/.test(value));
  if (counted && (names === PROMISES || counters.length >= 6 && counters.length <= COUNTERS.length)) {
    parts.push(' | ');
    counters.forEach((value, k) => parts.push((k ? ' ' : '') + names[k] + ' ', field(names[k], [value], names[k])));
  } else if (bar >= 0 && GROUPS.test(answer.slice(bar))) groupParts(answer.slice(bar), parts);
  else if (bar >= 0) parts.push(answer.slice(bar)); // of a swap recording: the count of pages is given, see formats
  return parts;
}

// What is charged to each memory cgroup, as in " | web anon 19 file 0 shmem 0 usage 65"; what the kernel has is given.
function groupParts(text, parts) {
  for (const group of text.split(' | ').slice(1)) {
    const words = group.trim().split(' ');
    parts.push(' | ' + words[0]);
    for (let i = 1; i + 1 < words.length; i += 2) parts.push(' ' + words[i] + ' ', field('charged', [words[i + 1]], words[0] + ' ' + words[i]));
  }
}

function topicOf(value, before) {
  if (/minflt $/.test(before) || /majflt $/.test(before)) return 'faults';
  if (/^0x/.test(value)) return 'addresses';
  if (/pid $/.test(before)) return 'processes';
  if (/oom_score $/.test(before)) return 'score';
  if (/(brk|mmap|munmap) $/.test(before) || /^[+-]?\d+$/.test(value) && /[+-]$/.test(before)) return 'sizes';
  if (/^(huge )?(new|zero|copied|reused)$/.test(value)) return 'page';
  return /^-?\d/.test(value) ? 'numbers' : 'outcome';
}

const field = (topic, wanted, label, ranges) => ({ topic: topic, wanted: wanted, label: label || null, ranges: !!ranges });

// The pages of a state that are swapped out, as ranges: P400 S100 P600 is 400-499.
function swapped(state) {
  const ranges = [];
  let at = 0;
  for (const run of state.trim().split(/\s+/)) {
    const count = Number(run.slice(1));
    if (run[0] === 'S') ranges.push(count === 1 ? String(at) : at + '-' + (at + count - 1));
    at += count;
  }
  return ranges.join(', ');
}

const plainly = value => value.trim().toLowerCase().replace(/^0x0*(?=.)/, '0x').replace(/^\+(?=\d)/, '');

// Returns ranges with those that touch put together, or null if they are none.
function ranged(text) {
  const pairs = [];
  for (const part of text.split(/[\s,;，；]+/).filter(part => part)) {
    const match = /^(\d+)(?:[-–](\d+))?$/.exec(part);
    if (!match || Number(match[2] || match[1]) < Number(match[1])) return null;
    pairs.push([Number(match[1]), Number(match[2] || match[1])]);
  }
  pairs.sort((a, b) => a[0] - b[0]);
  const merged = [];
  for (const pair of pairs) {
    const last = merged.at(-1);
    if (last && pair[0] <= last[1] + 1) last[1] = Math.max(last[1], pair[1]);
    else merged.push(pair);
  }
  return merged.join(' ');
}

// Tells whether what somebody wrote is what the machine does.
function isRight(part, given) {
  if (part.ranges) return given.trim() !== '' || part.wanted[0] === '' ? ranged(given) === ranged(part.wanted[0]) : false;
  return part.wanted.some(wanted => plainly(wanted) === plainly(given));
}
