'use strict';
// Unpacks the program of the page, which is the greater part of what is not packed otherwise, and runs it.
(function () {
{{base85}}
  const text = id => document.getElementById(id).textContent;
  // What a browser of long ago is told, in both languages: which of them it is set to would be known by the program.
  function tell(error) {
    const words = JSON.parse(text('words'));
    document.getElementById('status').textContent = ['en', 'zh'].map(lang => words[lang].old.replace('{0}', error)).join(' ');
  }
  async function load() {
    const packed = new Blob([decoded(text('program-packed'))]).stream().pipeThrough(new DecompressionStream('deflate'));
    const script = document.createElement('script');
    script.src = URL.createObjectURL(new Blob([await new Response(packed).text()], { type: 'text/javascript' }));
    document.head.append(script);
  }
  load().catch(tell);
})();
