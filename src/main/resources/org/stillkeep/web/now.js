/** What is happening now, and what one can ask for: pause, resume, scan, export. */

import { byId, setIcon, setText, show } from './dom.js';
import { count, duration, moment, setMoment, size } from './format.js';
import { ask } from './server.js';

const STATE_WORDS = { idle: 'At rest', working: 'Working', paused: 'Paused', 'needs-you': 'Needs you' };
const HOUR_SECONDS = 3600;

let announced = '';

/** Draws the status. */
export function drawNow(status) {
  const state = status.state in STATE_WORDS ? status.state : 'needs-you';
  setIcon(byId('state-icon'), 'i-' + state);
  byId('state-icon').dataset.state = state;
  setText(byId('state-word'), STATE_WORDS[state]);
  setText(byId('sentence'), status.sentence);
  document.title = `${STATE_WORDS[state]} · Stillkeep`;
  announce(status, state);
  drawJob(status.job);
  show(byId('resume'), state === 'paused');
  setText(byId('figure-assets'), count(status.assets));
  setText(byId('figure-albums'), count(status.albums));
  if (show(byId('figure-last').closest('div'), Boolean(status.lastImport))) {
    setMoment(byId('figure-last'), status.lastImport);
  }
  drawServer(status.server);
}

/** A library in a vault has none. */
function drawServer(server) {
  const figure = byId('figure-server');
  if (show(figure.closest('div'), Boolean(server))) {
    const since = server.state === 'away' ? ` since ${moment(server.since)}` : '';
    setText(figure, `${server.name}: ${server.state}${since}`);
    figure.title = server.why;
  }
}

/** Numbers change all the time; what is read out changes with the state and the work at hand only. */
function announce(status, state) {
  const changed = status.job ? `${status.job.what} ${status.job.subject}` : status.sentence.replace(/\d[\d.,]*/g, '#');
  if (announced !== `${state} ${changed}`) {
    announced = `${state} ${changed}`;
    setText(byId('announcer'), `${STATE_WORDS[state]}. ${status.sentence}`);
  }
}

function drawJob(job) {
  if (!show(byId('job'), Boolean(job))) {
    return;
  }
  const progress = byId('job-progress');
  const [done, total] = job.totalBytes > 0 ? [job.doneBytes, job.totalBytes] : [job.doneItems, job.totalItems];
  if (total > 0) {
    progress.value = Math.min(1, done / total);
  } else {
    progress.removeAttribute('value');
  }
  setText(byId('job-label'), amount(job));
  setText(byId('job-left'), job.remainingSeconds == null ? '' : `about ${duration(job.remainingSeconds)} left`);
  setText(byId('job-file'), job.current);
}

function amount(job) {
  const items = job.totalItems > 0 ? `${count(job.doneItems)} of ${count(job.totalItems)}` : '';
  const bytes = job.totalBytes > 0 ? `${size(job.doneBytes)} of ${size(job.totalBytes)}` : '';
  return [items, bytes].filter(Boolean).join(' · ') || 'just begun';
}

/** Wires the buttons. @param attempt runs a wish and says what came of it */
export function wireNow(attempt) {
  const wish = (body, said) => attempt(() => ask('/api/wish', body), said);
  byId('resume').addEventListener('click', () => wish({ wish: 'resume' }, 'Stillkeep goes on.'));
  byId('scan').addEventListener('click', () => wish({ wish: 'scan' }, 'Stillkeep looks into the inbox.'));
  byId('export').addEventListener('click', () => wish({ wish: 'export', full: false }, 'Stillkeep looks after the export folders.'));
  byId('export-full').addEventListener(
    'click', () => wish({ wish: 'export', full: true }, 'Stillkeep checks every file in the export folders.'));
  wirePause(wish);
}

function wirePause(wish) {
  const button = byId('pause');
  const choices = byId('pause-choices');
  const open = shown => {
    show(choices, shown);
    button.setAttribute('aria-expanded', String(shown));
  };
  button.addEventListener('click', () => {
    open(choices.hidden);
    choices.querySelector('button').focus();
  });
  choices.addEventListener('click', event => {
    const how = event.target.dataset.pause;
    if (how) {
      open(false);
      button.focus();
      wish(
        { wish: 'pause', seconds: how === 'hour' ? HOUR_SECONDS : null, until: how === 'tomorrow' ? 'tomorrow' : null },
        'Stillkeep pauses.');
    }
  });
  button.parentElement.addEventListener('keydown', event => {
    if (event.key === 'Escape' && !choices.hidden) {
      open(false);
      button.focus();
    }
  });
  button.parentElement.addEventListener('focusout', event => {
    if (event.relatedTarget && !button.parentElement.contains(event.relatedTarget)) {
      open(false);
    }
  });
  document.addEventListener('pointerdown', event => {
    if (!button.parentElement.contains(event.target)) {
      open(false);
    }
  });
}
