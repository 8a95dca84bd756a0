// The second factor of the user: what it is, and another choice.

import { AUTH } from './api.js';
import { element } from './dom.js';
import { showFailure, showFormFailure, showMessage } from './messages.js';
import { loginAgainAfter } from './steps.js';
import { callAsUser, held } from './tokens.js';

const METHODS = { 'code-sender': 'Code by e-mail', 'totp': 'Code of an authenticator app', 'no-2fa': 'Password alone' };

// beside what the user does meanwhile, who may even have logged out
export async function loadFactor() {
  const mine = held();
  try {
    const answer = await callAsUser(`${AUTH}/2fa-method/`, { method: 'GET' });
    if (held() === mine) {
      showFactor(answer);
    }
  }
  catch (failure) {
    if (held() === mine) {
      showFactorPart('factor-missing');
      showFailure(failure);
    }
  }
}

export async function changeMethod(form) {
  const { method } = form.elements;
  try {
    await callAsUser(`${AUTH}/2fa-method/`, { body: { method: method.value } });
  }
  catch (failure) {
    if (!loginAgainAfter(failure)) {
      const hint = (failure.code === 'no_active_totp') ? 'Set one up first.' : '';
      showFormFailure(form, failure, hint)?.focus();
      // another choice may be left
      if (failure.status === 403) {
        loadFactor();
      }
    }
    return;
  }
  loadFactor();
  showMessage(element('status'), 'success', `The method is changed: ${nameOf(method.value)}.`);
}

export function showFactorPart(id) {
  for (const part of ['factor-loading', 'factor-missing', 'factor-known']) {
    element(part).hidden = part !== id;
  }
  // what had the focus may be gone
  if (element('factor').contains(document.activeElement) && document.activeElement.closest('[hidden]')) {
    element('factor-heading').focus();
  }
}

function showFactor({ method, totp_active: active, methods }) {
  element('factor-method').textContent = nameOf(method);
  element('factor-app').textContent = active ? 'set up' : 'not set up';
  element('method').replaceChildren(...methods.map((value) => new Option(nameOf(value), value)));
  element('method').value = methods.includes(method) ? method : methods[0];
  element('method-form').hidden = !methods.some((value) => value !== method);
  element('set-up').textContent = active ? 'Set up another authenticator app' : 'Set up an authenticator app';
  element('replace').hidden = !active;
  showFactorPart('factor-known');
}

function nameOf(method) {
  return METHODS[method] ?? method;
}
