/** The Takeouts in the inbox: which parts are there, which are missing, and what became of their entries. */

import { byId, el, icon, keep, name, part, setAttribute, setIcon, setText, show, svg } from './dom.js';
import { count, counted, dayOfStamp } from './format.js';
import { openReport } from './report.js';

const MOST_SETS = 5;
const MOST_SINGLE = 40;
const MOST_SHOWN = 200;
const BAR_WIDTH = 1000;

/** What outcomes amount to; colours and words are those of the report. */
const FATES = [
  { style: 'good', words: 'photos and videos in the library', outcomes: ['imported', 'already-there', 'copy', 'live-half'] },
  { style: 'meta', words: 'metadata', outcomes: ['sidecar-used', 'album-data', 'other-data'] },
  { style: 'idle', words: 'left out or no photo', outcomes: ['ignored', 'trashed-skipped', 'locked-skipped'] },
  { style: 'wait', words: 'waiting', outcomes: ['pending', 'sidecar-waiting'] },
  { style: 'bad', words: 'failed', outcomes: ['empty', 'damaged', 'encrypted', 'unsupported'] },
];

let all = false;
let drawn = { sets: [], waiting: [] };

/** Draws the sets, those that somebody should look at first, then the newest. */
export function drawSets(sets, waiting) {
  drawn = { sets, waiting };
  const ordered = [...sets].reverse().sort((a, b) => rank(a) - rank(b));
  show(byId('no-sets'), sets.length === 0);
  keep(byId('set-list'), all ? ordered : ordered.slice(0, MOST_SETS), set => set.id, create, update);
  if (show(byId('all-sets'), sets.length > MOST_SETS && !all)) {
    setText(byId('all-sets'), `Show all ${count(sets.length)} Takeouts`);
  }
  show(byId('waiting'), waiting.length > 0);
  keep(byId('waiting-list'), waiting, each => each.path, createWaiting, (item, each) => setText(part(item, 'why'), each.why));
}

/** Wires the button that shows all. @param attempt runs an action and says what came of it */
export function wireSets(attempt) {
  byId('all-sets').addEventListener('click', () => {
    all = true;
    drawSets(drawn.sets, drawn.waiting);
    byId('sets-title').focus();
  });
  byId('set-list').addEventListener('click', event => {
    const bar = event.target.closest('.report');
    if (bar) {
      openReport(Number(bar.dataset.index), attempt);
    }
  });
}

const rank = set => (set.missingParts.length > 0 ? 0 : set.done ? 2 : 1);

function create(set) {
  const day = dayOfStamp(set.id);
  return el('li', { class: 'set' },
    el('div', { class: 'spread' },
      el('h3', {}, name(day ? `Takeout of ${day}` : set.id)),
      el('span', { class: 'tag' }, icon('i-idle'), el('span', { class: 'tag-words' }))),
    el('ol', { class: 'parts', 'aria-label': 'Parts' }),
    el('p', { class: 'gap' }),
    el('button', { type: 'button', class: 'report' },
      svg('svg', { class: 'outcomes', viewBox: `0 0 ${BAR_WIDTH} 12`, preserveAspectRatio: 'none', 'aria-hidden': 'true' }),
      el('span', { class: 'legend' }),
      el('span', { class: 'open' }, 'Open report ', icon('i-open'), el('span', { class: 'unseen' }, ' in a new tab'))));
}

function update(item, set) {
  const missing = set.missingParts.length;
  const state = missing > 0 ? 'needs-you' : set.done ? 'idle' : 'working';
  const words = missing > 0 ? counted(missing, 'part missing', 'parts missing') : set.done ? 'Complete so far' : 'In progress';
  part(item, 'tag').dataset.state = state;
  setIcon(part(item, 'tag'), 'i-' + state);
  setText(part(item, 'tag-words'), words);
  drawParts(part(item, 'parts'), set.partRow ?? []);
  show(part(item, 'gap'), missing > 0);
  setText(part(item, 'gap'), 'Download what is missing and drop it into the inbox; what is there is healed by it.');
  part(item, 'report').dataset.index = set.index;
  drawOutcomes(item, set);
}

function drawParts(row, parts) {
  const items = parts.length > MOST_SINGLE ? withoutLongRuns(parts) : parts;
  const rest = items.length - MOST_SHOWN;
  const shown = rest > 0 ? [...items.slice(0, MOST_SHOWN), { label: `and ${count(rest)} more`, missing: false }] : items;
  show(row, shown.length > 0);
  keep(row, shown, each => each.label + each.missing, createPart, () => {});
}

/** Three or more parts in a row that are there become one; what is missing always stands for itself. */
function withoutLongRuns(parts) {
  const runs = [];
  for (const each of parts) {
    if (each.missing || !runs.at(-1) || runs.at(-1)[0].missing) {
      runs.push([each]);
    } else {
      runs.at(-1).push(each);
    }
  }
  return runs.flatMap(run => (run.length < 3 ? run : [{ label: `${run[0].label} – ${run.at(-1).label}`, missing: false }]));
}

function createPart({ label, missing }) {
  return missing
    ? el('li', { class: 'missing' }, icon('i-missing'), name(label), ' missing')
    : el('li', {}, name(label));
}

function drawOutcomes(item, set) {
  const outcomes = set.outcomes ?? {};
  const known = new Set(FATES.flatMap(fate => fate.outcomes));
  const sum = words => words.reduce((total, word) => total + (outcomes[word] ?? 0), 0);
  const other = sum(Object.keys(outcomes).filter(word => !known.has(word)));
  const fates = FATES.map(fate => ({ ...fate, number: sum(fate.outcomes) + (fate.style === 'idle' ? other : 0) }))
    .filter(fate => fate.number > 0);
  const total = fates.reduce((all, fate) => all + fate.number, 0);
  if (!show(part(item, 'report'), total > 0)) {
    return;
  }
  let x = 0;
  for (const fate of fates) {
    fate.x = x;
    fate.width = BAR_WIDTH * fate.number / total;
    x += fate.width;
  }
  keep(part(item, 'outcomes'), fates, fate => fate.style, fate => svg('rect', { class: fate.style, height: 12 }), (rect, fate) => {
    setAttribute(rect, 'x', fate.x.toFixed(1));
    setAttribute(rect, 'width', fate.width.toFixed(1));
  });
  keep(part(item, 'legend'), fates, fate => fate.style, createKey,
    (key, fate) => setText(part(key, 'words'), `${count(fate.number)} ${fate.words}`));
}

function createKey(fate) {
  const square = svg('svg', { class: 'key', viewBox: '0 0 8 8', 'aria-hidden': 'true' },
    svg('rect', { class: fate.style, width: 8, height: 8 }));
  return el('span', { class: 'fate' }, square, el('span', { class: 'words' }));
}

function createWaiting(waiting) {
  return el('li', {}, name(waiting.path), el('p', { class: 'quiet why' }));
}
