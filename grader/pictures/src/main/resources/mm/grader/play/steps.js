// The steps as mm play has packed them into this page.
const words = JSON.parse(document.getElementById('words').textContent);
let lines, steps;

async function unpack() {
  const bytes = Uint8Array.from(atob(document.getElementById('data').textContent), c => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'));
  return JSON.parse(await new Response(stream).text());
}

// Each step's pictures as lists of line numbers: those of the step before, with the changes put in.
function unfold() {
  let before = {};
  for (const step of steps) {
    const now = Object.assign({}, before);
    for (const key in step.p) {
      const change = step.p[key];
      if (change === 0) { delete now[key]; continue; }
      const old = now[key] || [];
      let list = [], from = 0;
      for (let i = 0; i < change.length;) {
        const place = change[i], go = change[i + 1], come = change[i + 2];
        list = list.concat(old.slice(from, place), change.slice(i + 3, i + 3 + come));
        from = place + go;
        i += 3 + come;
      }
      now[key] = list.concat(old.slice(from));
    }
    step.now = before = now;
  }
}

// How high the pictures of each panel get during the script, so that nothing moves from step to step.
function heights() {
  const highest = {};
  for (const step of steps) {
    for (const key in step.now) {
      const panel = key.replace(/^ref\//, '').split('@')[0];
      const high = panel === 'free' || panel === 'top'
        ? step.now[key].length : Number(lines[step.now[key][0]].split('\t')[2]);
      highest[panel] = Math.max(highest[panel] || 0, high);
    }
  }
  return highest;
}

// Parts of a sentence: [text] or [text, key], see Marks of the kit.
function parts(sentence) {
  const found = [], mark = /\[\[([^|\]]+)\|(.*?)\]\]/g;
  let at = 0;
  for (let match = mark.exec(sentence); match; match = mark.exec(sentence)) {
    found.push([sentence.slice(at, match.index)], [match[2], match[1]]);
    at = match.index + match[0].length;
  }
  found.push([sentence.slice(at)]);
  return found.filter(part => part[0]);
}
