// Setting up an authenticator app: with an access token, or with the enrollment token that a code bought.

import { AUTH, Failure, call } from './api.js';
import { element } from './dom.js';
import { showFormFailure, showMessage } from './messages.js';
import { loadFactor } from './method.js';
import { backToPassword, forgetSecret, loginAgainAfter, show } from './steps.js';
import { callAsUser, held } from './tokens.js';

// failures that a new secret mends: the one that was being set up is gone
const SECRET_IS_DEAD = {
  no_pending_totp: 'The time to set up this secret is over, or it was replaced or confirmed elsewhere.',
  too_many_auth_attempts: 'There were too many wrong codes: this secret can no longer be confirmed.',
};

export async function setUp() {
  try {
    await showSetup(await callEnrollment(`${AUTH}/totp/setup/`));
  }
  catch (failure) {
    if (!loginAgainAfter(failure)) {
      throw failure;
    }
  }
}

export async function confirmSetup(form) {
  const { code } = form.elements;
  try {
    await callEnrollment(`${AUTH}/totp/confirm/`, { body: { code: code.value } });
  }
  catch (failure) {
    if (SECRET_IS_DEAD[failure.code]) {
      leaveSetup();
      showMessage(element('alert'), 'failure', SECRET_IS_DEAD[failure.code], 'Set up again, with a new secret.');
    }
    else if (!loginAgainAfter(failure)) {
      showSetupFailure(form, failure);
    }
    return;
  }
  if (held().enrollment) {
    backToPassword();
    showMessage(element('status'), 'success', 'The authenticator app is set up.',
      'Log in again, with the code that it shows.');
  }
  else {
    forgetSecret();
    show('session', element('factor-heading'));
    loadFactor();
    showMessage(element('status'), 'success', 'The authenticator app is set up.',
      'The next login asks for the code that it shows.');
  }
}

export async function copySecret() {
  try {
    await navigator.clipboard.writeText(element('secret').textContent);
    showMessage(element('status'), 'success', 'The secret is copied.');
  }
  catch {
    // not on plain HTTP from elsewhere, and not where the browser asks and the user refuses
    getSelection().selectAllChildren(element('secret'));
    element('copy').focus();
    showMessage(element('alert'), 'failure', 'The browser does not let this page copy.',
      'The secret is selected: copy it yourself.');
  }
}

export function leaveSetup() {
  forgetSecret();
  if (held().access) {
    show('session', element('factor-known').hidden ? element('factor-heading') : element('set-up'));
  }
  else {
    show('enrollment', element('enroll'));
  }
}

function callEnrollment(path, options) {
  const { enrollment } = held();
  return enrollment ? call(path, { ...options, bearer: enrollment.text }) : callAsUser(path, options);
}

async function showSetup({ secret, provisioning_uri: uri, qr_code: picture }) {
  // there only where the application has what draws it; the other ways do without
  element('qr-way').hidden = true;
  if (picture) {
    element('qr-code').src = picture;
    await element('qr-code').decode().then(() => {
      element('qr-way').hidden = false;
    }, () => {});
  }
  element('provisioning-uri').href = uri;
  element('secret').replaceChildren(...secret.match(/.{1,4}/g).flatMap((group) => {
    const span = document.createElement('span');
    span.textContent = group;
    return [span, document.createElement('wbr')];
  }));
  show('setup');
}

// next to the field, too: the page is long, and the alert at its top
function showSetupFailure(form, failure) {
  const wrong = failure.code === 'invalid_totp_code';
  const told = wrong ? new Failure({ ...failure, detail: '', fields: { code: [failure.detail] } }) : failure;
  const field = showFormFailure(form, told, wrong ? 'If no code is taken, check the clock of the device.' : '');
  field?.focus();
  field?.select();
}
