/** The two doors: the page's own password, and the passphrase of the vault. */

import { byId, part, setText } from './dom.js';
import { ask, enter } from './server.js';
import { failureOf } from './words.js';

/** Wires both forms. @param entered called when there is a session */
export function wireDoors(entered) {
  wire('login', 'login-password', 'Checking…', async password => {
    await enter('/api/login', { password });
    entered();
  });
  wire('unlock', 'unlock-passphrase', 'Unlocking…', passphrase => ask('/api/unlock', { passphrase }));
}

/** The secret leaves its field as soon as it is sent; a second try waits for the answer to the first. */
function wire(formId, fieldId, busy, send) {
  const form = byId(formId);
  const field = byId(fieldId);
  const button = form.querySelector('button');
  const label = button.textContent;
  let sending = false;
  form.addEventListener('submit', async event => {
    event.preventDefault();
    if (sending) {
      return;
    }
    sending = true;
    setText(part(form, 'failure'), '');
    setText(button, busy);
    const secret = field.value;
    field.value = '';
    try {
      await send(secret);
    } catch (failure) {
      setText(part(form, 'failure'), failureOf(failure));
      field.focus();
    } finally {
      sending = false;
      setText(button, label);
    }
  });
}
