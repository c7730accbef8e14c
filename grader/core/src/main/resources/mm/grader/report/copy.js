'use strict';
// Beside each script a button that copies it. Without this program the script can be selected as any text.
for (const pre of document.querySelectorAll('pre[data-copy]')) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'copy';
  button.textContent = pre.dataset.copy;
  button.addEventListener('click', async () => {
    const range = document.createRange();
    range.selectNodeContents(pre);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    try { await navigator.clipboard.writeText(pre.textContent); } catch (error) { document.execCommand('copy'); }
    button.textContent = pre.dataset.copied;
  });
  pre.after(button);
}
