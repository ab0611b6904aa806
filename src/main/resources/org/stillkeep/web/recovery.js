/** The recovery words: shown once, printed if wanted, and asked back. */

import { byId, el, part, setText } from './dom.js';

const ASKED_BACK = 3;

let words = [];

/** Shows new words. */
export function showWords(fresh) {
  words = fresh;
  byId('words').replaceChildren(...words.map(word => el('li', {}, el('span', { class: 'word' }, word))));
}

/** Forgets them, here and on the page. */
export function forgetWords() {
  words = [];
  byId('words').replaceChildren();
  byId('ask-back-fields').replaceChildren();
}

/** Asks for three of them, each time others. */
export function askBack() {
  const places = new Set();
  while (places.size < Math.min(ASKED_BACK, words.length)) {
    places.add(crypto.getRandomValues(new Uint32Array(1))[0] % words.length);
  }
  byId('ask-back-fields').replaceChildren(...[...places].sort((a, b) => a - b).map(createField));
}

/** All places, empty where a word was not asked; null, and the first wrong one has the focus, while one is wrong. */
export function wordsAgain() {
  const inputs = [...byId('ask-back-fields').querySelectorAll('input')];
  const wrong = inputs.filter(input => typed(input) !== words[input.dataset.place]);
  inputs.forEach(input => input.setAttribute('aria-invalid', String(wrong.includes(input))));
  if (wrong.length > 0) {
    const numbers = wrong.map(input => Number(input.dataset.place) + 1).join(' and ');
    setText(part(byId('ask-back'), 'failure'), `Not the word that was shown: number ${numbers}. Compare it with your copy.`);
    wrong[0].focus();
    return null;
  }
  const again = words.map(() => '');
  inputs.forEach(input => (again[input.dataset.place] = typed(input)));
  return again;
}

/** Wires the print button. */
export function wireWords() {
  byId('print-words').addEventListener('click', () => window.print());
}

const typed = input => input.value.trim().toLowerCase();

function createField(place) {
  const id = `word-${place}`;
  return el('div', {},
    el('label', { for: id }, `Word number ${place + 1}`),
    el('input', {
      id, type: 'text', autocomplete: 'off', autocapitalize: 'off', autocorrect: 'off', spellcheck: 'false', 'data-place': place,
    }));
}
