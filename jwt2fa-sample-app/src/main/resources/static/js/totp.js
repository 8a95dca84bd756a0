// Setting up an authenticator app: with an access token, or with the enrollment token that a code bought.

import { copy } from './clipboard.js';
import { create, element, hide } from './dom.js';
import { Failure, confirmTotp, setUpTotp } from './jwt2fa.js';
import { showFormFailure, showRefusal } from './messages.js';
import { finishSetup, leaveSetup, showSetup, wishesOf } from './setup.js';
import { loginAgainAfter } from './steps.js';
import { callAsUser } from './tokens.js';

// failures that a new secret mends: the one that was being set up is gone
const SECRET_IS_DEAD = {
  no_pending_totp: 'The time to set up this secret is over, or it was replaced or confirmed elsewhere.',
  too_many_auth_attempts: 'There were too many wrong codes: this secret can no longer be confirmed.',
};

export async function setUpApp() {
  try {
    await showSecret(await callAsUser(setUpTotp));
  }
  catch (failure) {
    if (!loginAgainAfter(failure)) {
      throw failure;
    }
  }
}

export async function confirmApp(form) {
  let answer;
  try {
    answer = await callAsUser(confirmTotp, { code: form.elements.code.value, ...wishesOf(form) });
  }
  catch (failure) {
    if (SECRET_IS_DEAD[failure.code]) {
      leaveAppSetup();
      showRefusal(SECRET_IS_DEAD[failure.code], 'Set up again, with a new secret.');
    }
    else if (!loginAgainAfter(failure)) {
      showSetupFailure(form, failure);
    }
    return;
  }
  finishSetup(answer, {
    done: 'The authenticator app is set up.',
    then: 'Log in again, with the code that it shows.',
    next: 'The next login asks for the code that it shows.',
  });
}

export async function copySecret() {
  await copy(element('secret').textContent,
    { from: 'secret', button: 'copy', subject: 'The secret is', object: 'it' });
}

export function leaveAppSetup() {
  leaveSetup('set-up', 'enroll');
}

async function showSecret({ secret, provisioning_uri: uri, qr_code: picture }) {
  // there only where the application has what draws it; the other ways do without
  hide('qr-way');
  if (picture) {
    element('qr-code').src = picture;
    await element('qr-code').decode().then(() => hide('qr-way', false), () => {});
  }
  element('provisioning-uri').href = uri;
  element('secret').replaceChildren(...secret.match(/.{1,4}/g).flatMap((group) =>
    [create('span', { textContent: group }), create('wbr')]));
  showSetup('setup');
}

// next to the field, too: the page is long, and the alert at its top
function showSetupFailure(form, failure) {
  const wrong = failure.code === 'invalid_totp_code';
  const told = wrong ? new Failure({ ...failure, detail: '', fields: { code: [failure.detail] } }) : failure;
  const field = showFormFailure(form, told, wrong ? 'If no code is taken, check the clock of the device.' : '');
  field?.focus();
  field?.select();
}
