/** The export folders: in step or not, how much waits, how much room there is, and how to set up one that holds files already. */

import { byId, el, icon, keep, name, part, setIcon, setText, show } from './dom.js';
import { counted, duration, moment, size } from './format.js';
import { ask } from './server.js';
import { failureOf } from './words.js';

/** What the agent calls a state, and how it looks; others need somebody. */
const LOOKS = { 'in step': 'idle', behind: 'behind', writing: 'working', 'not connected': 'away', 'not answering': 'away' };

let adopting = null;

/** Draws the export folders in the order of the configuration. */
export function drawExports(exports) {
  show(byId('no-exports'), exports.length === 0);
  show(byId('export-full'), exports.length > 0);
  keep(byId('export-list'), exports, each => each.path, create, update);
}

function create(folder) {
  const progress = el('progress', { max: 1, 'aria-label': `Progress of the export to ${folder.path}` });
  return el('li', { class: 'export' },
    el('div', { class: 'spread' },
      el('h3', {}, name(folder.path)),
      el('span', { class: 'tag' }, icon('i-idle'), el('span', { class: 'tag-words' }))),
    progress,
    el('p', { class: 'facts' }),
    el('button', { type: 'button', class: 'adopt' }, 'Set up this folder…'));
}

function update(item, folder) {
  const look = LOOKS[folder.state] ?? 'needs-you';
  part(item, 'tag').dataset.state = look;
  setIcon(part(item, 'tag'), 'i-' + look);
  setText(part(item, 'tag-words'), folder.state);
  setText(part(item, 'facts'), facts(folder).join(' · '));
  drawProgress(item.querySelector('progress'), folder.job);
  const button = part(item, 'adopt');
  button.dataset.index = folder.index;
  button.dataset.path = folder.path;
  show(button, folder.needsAdoption === true);
}

function facts(folder) {
  const waiting = folder.waitingFiles > 0
    ? `${counted(folder.waitingFiles, 'file waits', 'files wait')} (${size(folder.waitingBytes)})` : null;
  const left = folder.job?.remainingSeconds == null ? null : `about ${duration(folder.job.remainingSeconds)} left`;
  const since = folder.since ? `since ${moment(folder.since)}` : null;
  const next = folder.nextTry ? `next try ${moment(folder.nextTry)}` : null;
  const last = folder.lastPass ? `in step last ${moment(folder.lastPass)}` : 'never in step yet';
  const free = folder.freeBytes == null ? null : `${size(folder.freeBytes)} free`;
  return [counted(folder.files, 'file', 'files'), waiting, left, since, next, last, free].filter(Boolean);
}

function drawProgress(progress, job) {
  if (show(progress, Boolean(job))) {
    const [done, total] = job.totalBytes > 0 ? [job.doneBytes, job.totalBytes] : [job.doneItems, job.totalItems];
    progress.value = total > 0 ? Math.min(1, done / total) : 0;
  }
}

/** Wires the confirmation. @param attempt runs an action and says what came of it */
export function wireExports(attempt) {
  const dialog = byId('adopt');
  byId('export-list').addEventListener('click', event => {
    const button = event.target.closest('.adopt');
    if (button) {
      adopting = { index: Number(button.dataset.index), path: button.dataset.path };
      setText(byId('adopt-path'), adopting.path);
      setText(part(dialog, 'failure'), '');
      dialog.showModal();
      byId('adopt-no').focus();
    }
  });
  byId('adopt-no').addEventListener('click', () => dialog.close());
  byId('adopt-yes').addEventListener('click', async () => {
    const { index, path } = adopting;
    byId('adopt-yes').disabled = true;
    try {
      await ask('/api/exports/adopt', { export: index, path });
      dialog.close();
      attempt(async () => {}, `${path} is an export folder of this library now.`);
    } catch (failure) {
      setText(part(dialog, 'failure'), failureOf(failure));
    } finally {
      byId('adopt-yes').disabled = false;
    }
  });
}
