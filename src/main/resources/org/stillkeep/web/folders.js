/** The first step of the set-up: fields for the folders, looked at by the server while somebody types. */

import { byId, el, icon, part, setAttribute, setIcon, setText, show } from './dom.js';
import { size } from './format.js';
import { ask } from './server.js';
import { failureOf } from './words.js';

const QUIET_MS = 300;
const ROLES = ['inbox', 'vault', 'export'];
const NOUNS = { inbox: 'Inbox folder', vault: 'Vault folder', export: 'Export folder' };

let asking = new AbortController();
let timer = null;
let numbered = 0;
let findings = [];

/** Shows the folders of a proposal and has them looked at. */
export function showProposal({ inboxes, vault, exports }) {
  const folders = { inbox: inboxes, vault: [vault], export: exports };
  for (const role of ROLES) {
    fieldsOf(role).replaceChildren(...folders[role].map(folder => createField(role, folder)));
    relabel(role);
  }
  checkSoon(0);
}

/** The folders as they stand; empty fields are none. */
export function choice() {
  const typed = role => inputsOf(role).map(input => input.value.trim()).filter(Boolean);
  return { inboxes: typed('inbox'), vault: typed('vault')[0] ?? '', exports: typed('export') };
}

/** What was last said about a folder of the choice. */
export const findingOf = (role, index) => findings.find(each => each.role === role && each.index === index);

/** Whether a finding belongs to a field of this step. */
export const isOfAFolder = finding => ROLES.includes(finding.role);

/** Wires the fields and their buttons. */
export function wireFolders() {
  const form = byId('folders');
  form.addEventListener('input', () => checkSoon(QUIET_MS));
  form.addEventListener('click', event => {
    const { add, remove } = event.target.dataset;
    if (add) {
      const field = createField(add, '');
      fieldsOf(add).append(field);
      relabel(add);
      field.querySelector('input').focus();
    }
    if (remove) {
      event.target.closest('.folder').remove();
      relabel(remove);
      form.querySelector(`[data-add=${remove}]`).focus();
      checkSoon(0);
    }
  });
}

/** Looks once more, and tells whether all folders can be had; else the first that cannot has the focus. */
export async function allFine() {
  clearTimeout(timer);
  if (!(await check())) {
    return false;
  }
  for (const role of ['inbox', 'vault']) {
    if (!inputsOf(role).some(input => input.value.trim())) {
      refuse(inputsOf(role)[0], `Stillkeep needs ${role === 'inbox' ? 'an inbox' : 'a vault'}: type a folder`);
    }
  }
  const refused = byId('folders').querySelector('[aria-invalid=true]');
  refused?.focus();
  return !refused;
}

/** Shows what the server found; also when it refused in the last step. */
export function showFindings(found) {
  findings = found;
  for (const role of ROLES) {
    inputsOf(role).filter(input => input.value.trim()).forEach((input, index) => showFinding(input, findingOf(role, index)));
    inputsOf(role).filter(input => !input.value.trim()).forEach(input => showFinding(input, undefined));
  }
}

function checkSoon(milliseconds) {
  clearTimeout(timer);
  timer = setTimeout(check, milliseconds);
}

/** The last question wins: an answer to an earlier one is not even waited for. */
async function check() {
  asking.abort();
  asking = new AbortController();
  const { signal } = asking;
  const failure = part(byId('folders'), 'failure');
  try {
    const answer = await ask('/api/setup/check', choice(), signal);
    if (signal.aborted) {
      return false;
    }
    setText(failure, '');
    showFindings(answer.findings);
    return true;
  } catch (e) {
    if (!signal.aborted) {
      setText(failure, failureOf(e));
    }
    return false;
  }
}

const fieldsOf = role => byId(role + '-fields');
const inputsOf = role => [...fieldsOf(role).querySelectorAll('input')];

function createField(role, folder) {
  const id = `folder-${++numbered}`;
  const input = el('input', {
    id, type: 'text', autocomplete: 'off', autocapitalize: 'off', autocorrect: 'off', spellcheck: 'false', dir: 'ltr',
    'aria-describedby': id + '-finding',
  });
  input.value = folder;
  const remove = role === 'vault' ? [] : [el('button', { type: 'button', class: 'link', 'data-remove': role }, 'Remove')];
  return el('div', { class: 'folder' },
    el('div', { class: 'spread' }, el('label', { for: id }), ...remove),
    input,
    el('div', { id: id + '-finding', class: 'finding', 'aria-live': 'polite' }, icon('i-info'), el('p', { class: 'finding-words' })));
}

/** Labels tell several of a role apart; the last inbox cannot be removed. */
function relabel(role) {
  const fields = [...fieldsOf(role).children];
  fields.forEach((field, i) => {
    const label = fields.length > 1 ? `${NOUNS[role]} ${i + 1}` : NOUNS[role];
    setText(field.querySelector('label'), label);
    const remove = field.querySelector('[data-remove]');
    if (remove) {
      show(remove, role === 'export' || fields.length > 1);
      setAttribute(remove, 'aria-label', `Remove ${label}`);
    }
  });
}

function showFinding(input, finding) {
  if (finding?.refusal) {
    refuse(input, finding.refusal);
    return;
  }
  setAttribute(input, 'aria-invalid', null);
  const free = finding?.freeBytes == null ? '' : `${size(finding.freeBytes)} free`;
  const resolved = finding && finding.resolved !== input.value.trim() ? finding.resolved : '';
  say(input, 'i-info', [resolved, finding?.remark, free].filter(Boolean).join(' · '));
}

function refuse(input, why) {
  setAttribute(input, 'aria-invalid', 'true');
  say(input, 'i-needs-you', why);
}

function say(input, symbol, words) {
  const finding = byId(input.id + '-finding');
  setIcon(finding, symbol);
  finding.classList.toggle('filled', words !== '');
  setText(part(finding, 'finding-words'), words);
}
