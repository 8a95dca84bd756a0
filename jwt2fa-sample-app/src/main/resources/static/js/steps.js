// Which step of the login is shown, and the ways back to the first.

import { element } from './dom.js';
import { showFailure } from './messages.js';
import { forgetTokens, held } from './tokens.js';

export function show(step, focus) {
  for (const section of ['password', 'code', 'enrollment', 'setup', 'session']) {
    element(section).hidden = section !== step;
  }
  element('demo').hidden = step !== 'password';
  const current = !['enrollment', 'setup'].includes(step) ? step : held().access ? 'session' : 'code';
  for (const item of element('progress').children) {
    item.removeAttribute('aria-current');
    if (item.dataset.step === current) {
      item.setAttribute('aria-current', 'step');
    }
  }
  (focus ?? element(`${step}-heading`)).focus();
}

export function forget() {
  forgetTokens();
  element('code-form').reset();
  element('current-password').value = '';
  forgetSecret();
}

export function forgetSecret() {
  element('setup-form').reset();
  element('qr-code').removeAttribute('src');
  element('provisioning-uri').removeAttribute('href');
  element('secret').replaceChildren();
}

export function backToPassword() {
  forget();
  show('password', element(element('username').value ? 'current-password' : 'username'));
}

// what only a login mends; tells whether it was that
export function loginAgainAfter(failure) {
  const hint = (failure.code === 'insufficient_user_authentication') ? 'Then make the change once more.'
    : (failure.code === 'totp_already_active') ? 'Log in again, with the code that it shows.'
      : (failure.status !== 401 || failure.code === 'invalid_totp_code') ? null
        : (failure.code === 'token_not_valid') ? 'Log in again.' : '';
  if (hint === null) {
    return false;
  }
  backToPassword();
  showFailure(failure, hint);
  return true;
}
