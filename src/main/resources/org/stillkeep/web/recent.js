/** What came into the library last, with the small previews that the photos carry in themselves. */

import { byId, el, icon, keep, name, part, show } from './dom.js';
import { setMoment } from './format.js';
import { ask, askBytes, Refused, SessionOver, Unreachable } from './server.js';

const AT_ONCE = 4;
const NOT_SOONER_MS = 4000;

const shownUrls = new Map(); // of the previews on the page, by asset
let wanted = null;
let got = null;
let timer = null;
let delay = 0;
let run = new AbortController();

/** Asks anew when the library has grown, though not more often than every few seconds while it grows. */
export function drawRecentOf(status) {
  wanted = `${status.assets} ${status.lastImport}`;
  schedule();
}

/** Forgets all that was shown: another session may be another person. */
export function clearRecent() {
  clearTimeout(timer);
  run.abort();
  run = new AbortController();
  [wanted, got, timer, delay] = [null, null, null, 0];
  draw([]);
}

function schedule() {
  if (wanted !== got && timer === null) {
    timer = setTimeout(refresh, delay);
    delay = NOT_SOONER_MS;
  }
}

async function refresh() {
  const signal = run.signal;
  const asked = wanted;
  try {
    const { assets } = await ask('/api/recent', undefined, signal);
    draw(assets);
    await loadPreviews(assets.filter(asset => asset.hasPreview && !shownUrls.has(String(asset.id))), signal);
    got = asked;
  } catch (failure) {
    // The stream of events notices the same and says it; its next status asks again.
    if (!signal.aborted && !isOfTheConnection(failure)) {
      throw failure;
    }
    return;
  } finally {
    if (!signal.aborted) {
      timer = null;
    }
  }
  if (!signal.aborted) {
    schedule();
  }
}

const isOfTheConnection = failure => [Refused, SessionOver, Unreachable].some(kind => failure instanceof kind);

function draw(assets) {
  show(byId('no-recent'), assets.length === 0);
  keep(byId('recent-list'), assets, asset => asset.id, create, (item, asset) => drawMoment(item.querySelector('time'), asset.importedAt));
  const kept = new Set(assets.map(asset => String(asset.id)));
  for (const [id, url] of shownUrls) {
    if (!kept.has(id)) {
      URL.revokeObjectURL(url);
      shownUrls.delete(id);
    }
  }
}

/** What came before times were noted has none. */
function drawMoment(element, importedAt) {
  show(element, importedAt !== null);
  if (importedAt !== null) {
    setMoment(element, importedAt);
  }
}

function create(asset) {
  return el('li', {},
    el('figure', {},
      el('div', { class: 'preview' }, icon('i-photo')),
      el('figcaption', {}, el('span', { class: 'one-line', title: asset.title }, name(asset.title)), el('time', { class: 'quiet' }))));
}

async function loadPreviews(assets, signal) {
  const waiting = [...assets];
  const next = async () => {
    for (let asset = waiting.shift(); asset; asset = waiting.shift()) {
      await loadPreview(asset, signal);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
}

async function loadPreview(asset, signal) {
  let bytes;
  try {
    bytes = await askBytes(`/api/preview/${asset.id}`, signal);
  } catch (failure) {
    if (failure instanceof Refused) {
      return; // the placeholder stays
    }
    throw failure;
  }
  const item = [...byId('recent-list').children].find(child => child.dataset.key === String(asset.id));
  if (item && !signal.aborted) {
    const url = URL.createObjectURL(bytes);
    shownUrls.set(String(asset.id), url);
    part(item, 'preview').replaceChildren(el('img', { src: url, alt: `Preview of ${asset.title}`, loading: 'lazy' }));
  }
}
