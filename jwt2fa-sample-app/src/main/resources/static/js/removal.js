// Taking a factor away, after a question in a dialog.

import { element } from './dom.js';
import { removeFactor } from './jwt2fa.js';
import { showFailure, showSuccess } from './messages.js';
import { loginAgainAfter } from './steps.js';
import { callAsUser } from './tokens.js';

let factor = null;

export function askToRemove(what, name) {
  factor = { ...what, name };
  element('removal-form').reset();
  element('removal-name').textContent = name;
  element('removal').showModal();
}

export function keepFactor() {
  element('removal').close();
}

// then: what shows the factors that are left
export async function remove(form, then) {
  const { method, id, name } = factor;
  let failure = null;
  try {
    await callAsUser(removeFactor, { method, id, end_other_sessions: form.elements.others.checked || undefined });
  }
  catch (error) {
    failure = error;
  }
  // the words are for the page: the dialog is over
  keepFactor();
  if (failure && loginAgainAfter(failure)) {
    return;
  }
  element('factor-heading').focus();
  if (failure) {
    showFailure(failure, (failure.code === 'not_found') ? 'It was removed already.' : '');
  }
  else {
    showSuccess(`Removed: ${name}.`);
  }
  await then();
}
