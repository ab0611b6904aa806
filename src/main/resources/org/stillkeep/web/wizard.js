/** First-run set-up in four steps. The agent writes nothing before the last. */

import { byId, part, setText } from './dom.js';
import { allFine, choice, isOfAFolder, showFindings, showProposal, wireFolders } from './folders.js';
import { readyToStart, stopCounting, wireStart } from './readiness.js';
import { askBack, forgetWords, showWords, wireWords, wordsAgain } from './recovery.js';
import { ask, Refused } from './server.js';
import { failureOf } from './words.js';

const LEAST_CHARACTERS = 8;
const OF_THE_KEYS = ['words', 'passphrase'];
const STEPS = ['folders', 'passphrase', 'words', 'ask-back', 'start'];
const STEP_OF_FOUR = { folders: 0, passphrase: 1, words: 2, 'ask-back': 2, start: 3 };

let begun = false;
let madeFor = null; // the passphrase for which keys have been made

/** Begins, unless it has begun: a status that comes again changes nothing. */
export async function beginSetUp() {
  if (begun) {
    return;
  }
  begun = true;
  go('folders', false);
  await orSay('folders', async () => showProposal(await ask('/api/setup')));
}

/** Forgets everything that was typed, the secrets first. */
export function endSetUp() {
  begun = false;
  forgetSecrets();
  stopCounting();
}

/** Wires all steps. */
export function wireSetUp() {
  wireFolders();
  wireWords();
  wireStart(finish);
  onSubmit('folders', async () => {
    if (await allFine()) {
      go('passphrase');
    }
  });
  wirePassphrase();
  byId('words-noted').addEventListener('click', () => {
    askBack();
    go('ask-back');
  });
  onSubmit('ask-back', async () => {
    if (wordsAgain()) {
      go('start');
      readyToStart();
    }
  });
  const before = { passphrase: 'folders', words: 'passphrase', 'ask-back': 'words', start: 'folders' };
  for (const [step, previous] of Object.entries(before)) {
    byId('step-' + step).querySelector('[data-back]').addEventListener('click', () => {
      stopCounting();
      go(previous);
    });
  }
  addEventListener('beforeunload', event => {
    if (begun && madeFor !== null) {
      event.preventDefault();
    }
  });
}

function wirePassphrase() {
  const [first, again] = [byId('passphrase-first'), byId('passphrase-again')];
  byId('passphrase').addEventListener('input', () => {
    setText(byId('passphrase-strength'), strength(first.value));
    setText(byId('passphrase-same'), again.value === '' ? '' : again.value === first.value ? 'The same.' : 'Not the same yet.');
  });
  byId('passphrase-show').addEventListener('change', event => {
    first.type = again.type = event.target.checked ? 'text' : 'password';
  });
  onSubmit('passphrase', async () => {
    const refusal = refusalOf(first.value, again.value);
    if (refusal) {
      setText(part(byId('passphrase'), 'failure'), refusal);
      (first.value.length < LEAST_CHARACTERS ? first : again).focus();
      return;
    }
    if (first.value !== madeFor) {
      const { words } = await ask('/api/setup/keys', { passphrase: first.value });
      madeFor = first.value;
      showWords(words);
    }
    go('words');
  }, 'Making the keys…');
}

/** Length is what counts; the words for it are ours. */
function strength(passphrase) {
  const length = [...passphrase].length;
  if (length === 0) {
    return `At least ${LEAST_CHARACTERS} characters. Four or five random words are easy to remember and hard to guess.`;
  }
  if (length < LEAST_CHARACTERS) {
    return `Too short: ${LEAST_CHARACTERS} characters at least.`;
  }
  return length < 14 ? 'Weak: a few words more would help.' : length < 20 ? 'Good.' : 'Strong.';
}

function refusalOf(first, again) {
  if ([...first].length < LEAST_CHARACTERS) {
    return `The passphrase needs ${LEAST_CHARACTERS} characters at least.`;
  }
  return first === again ? null : 'The two are not the same.';
}

/** Starts the agent; the stream of events then says that it runs. */
async function finish() {
  try {
    await ask('/api/setup/finish', { ...choice(), words: wordsAgain() });
    forgetSecrets();
  } catch (failure) {
    if (!(failure instanceof Refused) || failure.findings.length === 0) {
      throw failure;
    }
    if (failure.findings.every(each => OF_THE_KEYS.includes(each.role))) {
      // The words on this page are no longer those of the keys: another tab has made new ones.
      forgetSecrets();
      go('passphrase');
      setText(part(byId('passphrase'), 'failure'),
        'Nothing has been written: the recovery words are no longer those of this page, perhaps because the set-up is open twice. '
        + 'Type the passphrase once more and write down the new words.');
      return;
    }
    go('folders');
    showFindings(failure.findings);
    const others = failure.findings.filter(each => each.refusal && !isOfAFolder(each)).map(each => each.refusal);
    setText(part(byId('folders'), 'failure'), ['Nothing has been written', ...others].join(': '));
  }
}

function forgetSecrets() {
  madeFor = null;
  byId('passphrase').reset();
  byId('passphrase').dispatchEvent(new Event('input'));
  byId('passphrase-first').type = byId('passphrase-again').type = 'password';
  forgetWords();
}

function go(step, focus = true) {
  for (const each of STEPS) {
    byId('step-' + each).hidden = each !== step;
  }
  [...byId('steps').children].forEach((item, i) => {
    item.classList.toggle('done', i < STEP_OF_FOUR[step]);
    if (i === STEP_OF_FOUR[step]) {
      item.setAttribute('aria-current', 'step');
    } else {
      item.removeAttribute('aria-current');
    }
  });
  if (focus) {
    byId(step + '-title').focus();
  }
}

/** One submission at a time; a failure is said in the form. */
function onSubmit(formId, action, busy) {
  const form = byId(formId);
  const button = form.querySelector('[type=submit]');
  const label = button.textContent;
  let running = false;
  form.addEventListener('submit', async event => {
    event.preventDefault();
    if (!running) {
      running = true;
      setText(button, busy ?? label);
      setText(part(form, 'failure'), '');
      await orSay(formId, action);
      setText(button, label);
      running = false;
    }
  });
}

async function orSay(formId, action) {
  try {
    await action();
  } catch (failure) {
    setText(part(byId(formId), 'failure'), failureOf(failure));
  }
}
