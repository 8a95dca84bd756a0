// The method that the next logins ask for, and another choice.

import { element, hide } from './dom.js';
import { changeMethod } from './jwt2fa.js';
import { showFormFailure, showSuccess } from './messages.js';
import { loginAgainAfter } from './steps.js';
import { callAsUser } from './tokens.js';

const NAMES = {
  'code-sender': 'Code by e-mail',
  'totp': 'Code of an authenticator app',
  'passkey': 'Passkey',
  'no-2fa': 'Password alone',
};

export function showMethod({ method, methods }) {
  element('factor-method').textContent = nameOf(method);
  element('method').replaceChildren(...methods.map((value) => new Option(nameOf(value), value)));
  element('method').value = methods.includes(method) ? method : methods[0];
  hide('method-form', !methods.some((value) => value !== method));
}

// then: what shows the choice that is left
export async function chooseMethod(form, then) {
  const { method } = form.elements;
  try {
    await callAsUser(changeMethod, { method: method.value });
  }
  catch (failure) {
    if (!loginAgainAfter(failure)) {
      const hint = (failure.code === 'no_active_totp') ? 'Set one up first.' : '';
      showFormFailure(form, failure, hint)?.focus();
      if (failure.status === 403) {
        then();
      }
    }
    return;
  }
  then();
  showSuccess(`The method is changed: ${nameOf(method.value)}.`);
}

export function nameOf(method) {
  return NAMES[method] ?? method;
}
