/** The last step of the set-up: what an import would do, in numbers, and whether there is room for it. */

import { byId, el, icon, name, part, setText, show } from './dom.js';
import { choice, findingOf } from './folders.js';
import { count, counted, size } from './format.js';
import { ask } from './server.js';
import { failureOf } from './words.js';

const MOST_NAMES = 20;

let counting = new AbortController();

/** Begins to count; the page can be left, or the agent started, meanwhile. */
export async function readyToStart() {
  stopCounting();
  counting = new AbortController();
  const { signal } = counting;
  fail('');
  show(byId('dry-run'), false);
  show(byId('counting'), true);
  drawSpace(null);
  try {
    const result = await ask('/api/setup/dry-run', choice(), signal);
    show(byId('counting'), false);
    drawResult(result);
  } catch (failure) {
    if (!signal.aborted) {
      show(byId('counting'), false);
      fail(failureOf(failure));
    }
  }
}

/** Ends it; the server stops, too. */
export function stopCounting() {
  counting.abort();
}

/** Wires the start. @param finish writes everything, or throws */
export function wireStart(finish) {
  const button = byId('start');
  let running = false;
  button.addEventListener('click', async () => {
    if (running) {
      return;
    }
    running = true;
    stopCounting();
    fail('');
    setText(button, 'Starting…');
    try {
      await finish();
    } catch (failure) {
      fail(failureOf(failure));
    } finally {
      setText(button, 'Start');
      running = false;
    }
  });
}

function drawResult(result) {
  show(byId('dry-run'), true);
  setText(byId('dry-archives'), count(result.archives));
  setText(byId('dry-photos'), count(result.photos));
  setText(byId('dry-videos'), count(result.videos));
  setText(byId('dry-missing'), count(result.missingParts.length));
  setText(byId('dry-run-sentence'), sentence(result));
  const names = result.missingParts.slice(0, MOST_NAMES).map(each => el('li', {}, name(each)));
  if (result.missingParts.length > MOST_NAMES) {
    names.push(el('li', {}, `and ${count(result.missingParts.length - MOST_NAMES)} more`));
  }
  byId('dry-missing-names').replaceChildren(...names);
  drawSpace(result);
}

function sentence({ archives, unreadable, missingParts }) {
  if (archives === 0 && unreadable === 0) {
    return 'The inbox is empty. That is fine: drop archives into it whenever you have them.';
  }
  const said = [`${counted(archives, 'archive', 'archives')} can be imported.`];
  if (unreadable > 0) {
    said.push(`${counted(unreadable, 'archive', 'archives')} cannot be read yet; the status page will say why.`);
  }
  if (missingParts.length > 0) {
    said.push('Parts are missing: what is there is imported now, the rest when you drop it in.');
  }
  return said.join(' ');
}

function drawSpace(result) {
  const { vault, exports } = choice();
  const rows = [
    row('Vault', findingOf('vault', 0), vault, result?.vaultBytes),
    ...exports.map((folder, i) => row('Export', findingOf('export', i), folder, result?.exportBytes)),
  ];
  byId('space').replaceChildren(...rows);
}

function row(noun, finding, typed, needed) {
  const free = finding?.freeBytes ?? null;
  const short = needed != null && free !== null && needed > free;
  const figures = [needed == null ? null : `needs ${size(needed)}`, free === null ? null : `${size(free)} free`].filter(Boolean);
  return el('li', {},
    el('p', {}, `${noun}: `, name(finding?.resolved || typed)),
    el('p', { class: 'quiet' }, figures.join(' · ')),
    ...(short ? [el('p', { class: 'short' }, icon('i-needs-you'), ' Not enough room.')] : []));
}

function fail(words) {
  setText(part(byId('step-start'), 'failure'), words);
}
