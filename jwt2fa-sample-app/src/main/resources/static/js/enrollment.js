// A login that is not enough: it bought an enrollment token, good for setting up a factor that is.

import { element, hide } from './dom.js';
import { factors } from './jwt2fa.js';
import { forget, loginAgainAfter, show } from './steps.js';
import { callAsUser, hold } from './tokens.js';
import { canUsePasskeys } from './webauthn.js';

export async function showEnrollment(token) {
  forget();
  hold('enrollment', token);
  for (const part of ['enroll', 'enroll-passkey', 'enrollment-old-browser', 'enrollment-again']) {
    hide(part);
  }
  show('enrollment');
  await loadChoice();
}

export async function loadChoice() {
  let possible;
  try {
    ({ can_set_up: possible } = await callAsUser(factors));
  }
  catch (failure) {
    if (!loginAgainAfter(failure)) {
      hide('enrollment-again', false);
      throw failure;
    }
    return;
  }
  if (document.activeElement === element('enrollment-again')) {
    element('enrollment-heading').focus();
  }
  hide('enrollment-again');
  hide('enroll', !possible.includes('totp'));
  hide('enroll-passkey', !possible.includes('passkey') || !canUsePasskeys());
  hide('enrollment-old-browser', !possible.includes('passkey') || canUsePasskeys());
}
