// The editor of scripts, on CodeMirror: line numbers, completion, and what is wrong at its line. Tab leaves it, as it
// leaves every field.
import { Compartment, EditorState } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers } from '@codemirror/view';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { autocompletion, completionKeymap } from '@codemirror/autocomplete';
import { HighlightStyle, StreamLanguage, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, setDiagnostics } from '@codemirror/lint';
import { tags } from '@lezer/highlight';

// A line is a comment, an answer below its operation, or an operation, an arrow and its answer.
const SCRIPT = StreamLanguage.define({
  name: 'script',
  startState: () => ({ answer: false }),
  token(stream, state) {
    if (stream.sol()) {
      state.answer = !!stream.match(/^ {2}/, false);
      if (stream.match(/^#.*/)) return 'comment';
      if (!state.answer && stream.match(/^\S+/)) return 'keyword';
    }
    if (stream.eatSpace()) return null;
    if (stream.match('->')) { state.answer = true; return 'operator'; }
    const number = stream.match(/^(0x[0-9a-f]+|\d+[KMG]?)\b/);
    if (!number) stream.match(/^\S+/);
    return state.answer ? 'meta' : number ? 'number' : null;
  }
});

const COLOURS = HighlightStyle.define([
  { tag: tags.comment, color: 'var(--soft)', fontStyle: 'italic' },
  { tag: tags.keyword, color: 'var(--lit)', fontWeight: '700' },
  { tag: tags.number, color: 'var(--good)' },
  { tag: tags.operator, color: 'var(--soft)' },
  { tag: tags.meta, color: 'var(--soft)' }
]);

const THEME = EditorView.theme({
  '&': { height: '100%', color: 'var(--ink)', backgroundColor: 'var(--paper)' },
  '.cm-scroller': { font: 'inherit' },
  '.cm-content': { caretColor: 'var(--ink)' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-gutters': { color: 'var(--soft)', backgroundColor: 'var(--box)', border: '0' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--line)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': { backgroundColor: 'var(--chosen)' },
  '.cm-tooltip': { color: 'var(--ink)', backgroundColor: 'var(--box)', border: '1px solid var(--edge)' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { color: 'var(--paper)', backgroundColor: 'var(--lit)' },
  '.cm-completionDetail': { fontStyle: 'normal' },
  '.cm-diagnostic': { borderLeft: '5px solid var(--bad)' },
  '.cm-lintRange-error': { backgroundImage: 'none', textDecoration: 'underline wavy var(--bad)' }
});

// Makes an editor in an element. complete(text, before) promises {from, options} for what is before the cursor;
// changed() is told of each change.
self.labEditor = (parent, complete, changed) => {
  const words = new Compartment();
  const source = async context => {
    const line = context.state.doc.lineAt(context.pos);
    const before = line.text.slice(0, context.pos - line.from);
    if (!context.explicit && !/\S$/.test(before)) return null;
    const found = await complete(context.state.doc.toString(), before);
    return found.options.length ? { from: line.from + found.from, options: found.options, validFor: /^[\w-]*$/ } : null;
  };
  const view = new EditorView({
    parent: parent,
    state: EditorState.create({
      extensions: [
        lineNumbers(), lintGutter(), history(), drawSelection(), highlightActiveLine(), highlightActiveLineGutter(),
        SCRIPT, syntaxHighlighting(COLOURS), THEME, words.of([]),
        autocompletion({ override: [source], icons: false }),
        keymap.of([...completionKeymap, ...historyKeymap, ...defaultKeymap.filter(key => key.key !== 'Mod-Enter')]),
        EditorView.updateListener.of(update => { if (update.docChanged) changed(); })
      ]
    })
  });
  return {
    get value() { return view.state.doc.toString(); },
    set value(text) {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, selection: { anchor: 0 }, scrollIntoView: true });
    },
    // Changes a piece of it, as somebody who types would.
    replace(from, to, text) { view.dispatch({ changes: { from: from, to: to, insert: text } }); },
    // Says what is wrong with a line; 0: nothing is.
    mark(number, message) {
      const known = number > 0 && number <= view.state.doc.lines;
      const line = known ? view.state.doc.line(number) : null;
      view.dispatch(setDiagnostics(view.state, known ? [{ from: line.from, to: line.to, severity: 'error', message: message }] : []));
      if (known) {
        view.dispatch({ selection: { anchor: line.from, head: line.to }, effects: EditorView.scrollIntoView(line.from, { y: 'center' }) });
        view.focus();
      }
    },
    // Takes the name of the field, and CodeMirror's own words, in another language.
    speak(label, phrases) {
      const attributes = { 'aria-label': label, 'aria-describedby': 'status', tabindex: '0', spellcheck: 'false', autocapitalize: 'off', translate: 'no' };
      view.dispatch({ effects: words.reconfigure([EditorView.contentAttributes.of(attributes), EditorState.phrases.of(phrases)]) });
    },
    focus() { view.focus(); }
  };
};
