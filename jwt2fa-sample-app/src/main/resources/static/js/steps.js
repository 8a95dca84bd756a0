// Which step of the login is shown, and the ways back to the first.

import { askForFactor } from './device.js';
import { element, hide } from './dom.js';
import { showFailure } from './messages.js';
import { forgetTokens, held } from './tokens.js';

const STEPS = ['password', 'code', 'enrollment', 'setup', 'passkey-setup', 'recovery-codes', 'session'];
// what no password mends, but another try
const TRY_AGAIN = ['invalid_totp_code', 'invalid_passkey'];

let leave = () => {};
let arrive = () => {};

// what to do when the login begins anew, and when it goes on
export function aroundPassword(whenShown, whenLeft) {
  [arrive, leave] = [whenShown, whenLeft];
}

export function show(step, focus) {
  for (const section of STEPS) {
    hide(section, section !== step);
  }
  hide('demo', step !== 'password');
  const current = ['password', 'code', 'session'].includes(step) ? step : held().access ? 'session' : 'code';
  for (const item of element('progress').children) {
    item.removeAttribute('aria-current');
    if (item.dataset.step === current) {
      item.setAttribute('aria-current', 'step');
    }
  }
  (focus ?? element(`${step}-heading`)).focus();
  ((step === 'password') ? arrive : leave)();
}

export function forget() {
  forgetTokens();
  element('current-password').value = '';
  forgetSecrets();
}

export function forgetSecrets() {
  element('setup-form').reset();
  element('passkey-form').reset();
  element('qr-code').removeAttribute('src');
  element('provisioning-uri').removeAttribute('href');
  element('secret').replaceChildren();
  element('new-codes').replaceChildren();
}

export function backToPassword() {
  forget();
  show('password', element(element('username').value ? 'current-password' : 'username'));
}

// what only a login mends; tells whether it was that
export function loginAgainAfter(failure) {
  const hint = (failure.code === 'insufficient_user_authentication') ? 'Then make the change once more.'
    : (failure.code === 'totp_already_active') ? 'Log in again, with the code that it shows.'
      : (failure.code === 'second_factor_already_active') ? 'Log in again, with it.'
        : (failure.status !== 401 || TRY_AGAIN.includes(failure.code)) ? null
          : (failure.code === 'token_not_valid') ? 'Log in again.' : '';
  if (hint === null) {
    return false;
  }
  if (failure.code === 'insufficient_user_authentication') {
    askForFactor(true);
  }
  backToPassword();
  showFailure(failure, hint);
  return true;
}
