/** The status page: which of its views is shown, and what the agent's events mean for it. */

import { addSamples, clearSamples, drawThroughputOf } from './chart.js';
import { byId, setText, show } from './dom.js';
import { wireDoors } from './doors.js';
import { drawExports, wireExports } from './exports.js';
import { isOtherTime } from './format.js';
import { drawNow, wireNow } from './now.js';
import { drawProblems } from './problems.js';
import { clearRecent, drawRecentOf } from './recent.js';
import { ask, enter, Events, forgetSession, hasSession, SessionOver, Unreachable } from './server.js';
import { drawSets, wireSets } from './sets.js';
import { beginSetUp, endSetUp, wireSetUp } from './wizard.js';
import { failureOf } from './words.js';

const VIEWS = ['loading', 'over', 'login', 'locked', 'running', 'set-up'];
const CODE = /^#([A-Za-z0-9_-]{20,})$/;
const SAID_MS = 6000;

let view = 'loading';
let saidTimer = null;

const events = new Events({
  on: (event, data) => {
    if (event === 'status') {
      drawStatus(data);
    } else if (event === 'throughput') {
      addSamples(data.samples);
    }
  },
  found: () => {
    clearSamples();
    show(byId('lost'), false);
  },
  lost: failure => {
    setText(byId('lost-why'), failure instanceof Unreachable || failure.name === 'AbortError' ? '' : failureOf(failure) + '.');
    show(byId('lost'), true);
  },
  over: sessionOver,
});

function drawStatus({ phase, status, zone }) {
  setText(byId('zone-note'), isOtherTime(zone) ? `Times are those of this device; the computer that runs Stillkeep is in ${zone}.` : '');
  if (phase === 'running') {
    drawNow(status);
    drawThroughputOf(status);
    drawProblems(status.problems);
    drawSets(status.sets, status.waiting);
    drawExports(status.exports);
    drawRecentOf(status);
  } else if (phase === 'set-up') {
    beginSetUp();
  }
  open(phase);
}

/** Shows one view. Focus moves along when somebody was at work in the view that goes. */
function open(next) {
  show(byId('leave'), hasSession());
  if (next === view) {
    return;
  }
  const atWork = byId('view-' + view).contains(document.activeElement);
  VIEWS.forEach(each => show(byId('view-' + each), each === next));
  if (view === 'set-up') {
    endSetUp();
  }
  view = next;
  if (next !== 'running') {
    document.title = 'Stillkeep';
  }
  if (atWork) {
    byId('view-' + next).querySelector('h2[tabindex], .step:not([hidden]) h2')?.focus();
  }
}

/** Nothing of the session stays on the page. */
async function sessionOver() {
  events.stop();
  forgetSession();
  clearRecent();
  clearSamples();
  show(byId('lost'), false);
  await closed('This browser is not logged in, or no longer.');
}

async function closed(why) {
  setText(byId('over-why'), why);
  try {
    const { password } = await ask('/api/phase');
    if (password && !isSecureContext) {
      setText(byId('over-why'), 'What is typed here could be read on its way: open this page at its https address.');
    }
    open(password && isSecureContext ? 'login' : 'over');
  } catch (failure) {
    failureOf(failure);
    open('over');
  }
}

/** A link's code is good once: it leaves the address before anything else happens. */
async function arrive() {
  const code = CODE.exec(location.hash)?.[1];
  if (code) {
    history.replaceState(null, '', location.pathname);
    try {
      await enter('/api/enter', { code });
    } catch (failure) {
      if (!hasSession()) {
        await closed(failureOf(failure));
        return;
      }
      failureOf(failure); // an old link, but this browser has a session already
    }
  }
  if (hasSession()) {
    events.start();
  } else {
    await closed('This browser is not logged in, or no longer.');
  }
}

/** Runs what a button asks for and says what came of it, for a few seconds. */
async function attempt(action, said) {
  try {
    await action();
    say(said);
  } catch (failure) {
    if (failure instanceof SessionOver) {
      await sessionOver();
    } else {
      say(failureOf(failure));
    }
  }
}

function say(words) {
  setText(byId('said'), words);
  clearTimeout(saidTimer);
  saidTimer = setTimeout(() => setText(byId('said'), ''), SAID_MS);
}

wireNow(attempt);
wireSets(attempt);
wireExports(attempt);
wireDoors(() => events.start());
wireSetUp();
byId('try-now').addEventListener('click', () => events.tryNow());
byId('leave').addEventListener('click', () => attempt(async () => {
  await ask('/api/leave', {});
  await sessionOver();
}, ''));
addEventListener('online', () => events.tryNow());
addEventListener('hashchange', arrive);
document.addEventListener('visibilitychange', () => document.hidden || events.tryNow());
addEventListener('storage', event => {
  // Another tab has logged in or out.
  if (event.key !== null && hasSession() && ['over', 'login'].includes(view)) {
    events.start();
  } else if (event.key !== null && !hasSession()) {
    sessionOver();
  }
});
arrive();
