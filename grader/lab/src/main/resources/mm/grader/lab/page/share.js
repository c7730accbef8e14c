// Sharing and saving.
async function packed(text) {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

async function fromLink(fragment) {
  const bytes = Uint8Array.from(atob(fragment.replace(/-/g, '+').replace(/_/g, '/')), c => c.charCodeAt(0));
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  const parts = [];
  for (let size = 0; ;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > MAX_BYTES) { reader.cancel(); throw { own: true, message: say('too-big', MAX_BYTES >> 10), line: 0 }; }
    parts.push(value);
  }
  return new Blob(parts).text();
}

// A link has a script behind #s=, or a trace behind #t=, perhaps with a number of frames.
async function openLink() {
  const match = /^#([st])=([A-Za-z0-9_-]+)(?:&frames=(\d{1,6}))?$/.exec(location.hash);
  if (!match) return false;
  try {
    const text = await fromLink(match[2]);
    if (match[1] === 's') {
      choose('machine');
      write(text, 'script.mm');
      tell('opened');
      return true;
    }
    choose('policies');
    setTrace(text);
    if (match[3]) $('frames').value = match[3];
    await compare();
  } catch (error) {
    complain({ own: true, message: error.own ? error.message : say('bad-link'), line: 0 });
  }
  return match[1] === 's';
}

const share = () => attempt(async () => {
  await showLink('share', 's', script(), '');
  tell('shared');
});

const shareTrace = () => attempt(async () => {
  await showLink('share-trace', 't', trace(), '&frames=' + Number($('frames').value));
  tell('shared.trace');
});

// The line with the link goes below the button that asked for it.
async function showLink(button, kind, text, options) {
  history.replaceState(null, '', '#' + kind + '=' + await packed(text) + options);
  $('link').value = location.href;
  $(button).closest('.bar').after($('link-line'));
  $('link-line').hidden = false;
  $('link').focus();
  $('link').select();
}

function save(name, type, text) {
  const link = make('a', { download: name, href: URL.createObjectURL(new Blob([text], { type: type })) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

// The pictures of the step that the player shows, one below the other.
function savePictures(pictures, step) {
  let y = 0, width = 0, body = '';
  for (const picture of pictures) {
    const svg = new DOMParser().parseFromString(picture.replace('<svg', '<svg xmlns="' + SVG + '"'), 'image/svg+xml').documentElement;
    if (svg.nodeName !== 'svg') continue;
    const size = (svg.getAttribute('viewBox') || '0 0 0 0').split(' ').map(Number);
    svg.setAttribute('y', y);
    svg.setAttribute('width', size[2]);
    svg.setAttribute('height', size[3]);
    y += size[3] + 12;
    width = Math.max(width, size[2]);
    body += new XMLSerializer().serializeToString(svg);
  }
  const style = '<style>' + all.style + '</style>';
  save(title.replace(/\.[a-z]+$/, '') + '-' + step + '.svg', 'image/svg+xml', '<svg xmlns="' + SVG + '" width="' + width + '" height="' + y + '">' + style + body + '</svg>');
  tell('saved');
}

function fromPlayer(event) {
  if (event.source !== $('player').contentWindow || !event.data) return;
  if (event.data.steps) document.body.dataset.steps = event.data.steps;
  if (Array.isArray(event.data.pictures)) savePictures(event.data.pictures.map(String), Number(event.data.step));
}
