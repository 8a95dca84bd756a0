// Setting up a passkey: with an access token, or with the enrollment token that a code bought.

import { element } from './dom.js';
import { outdateFactors } from './factors.js';
import { confirmPasskey, setUpPasskey } from './jwt2fa.js';
import { showFailure, showFormFailure } from './messages.js';
import { finishSetup, leaveSetup, showSetup, wishesOf } from './setup.js';
import { loginAgainAfter } from './steps.js';
import { callAsUser } from './tokens.js';
import { createPasskey } from './webauthn.js';

export function addPasskey() {
  showSetup('passkey-setup', element('passkey-label'));
}

// new options each time: those of a try that failed may be too old
export async function makePasskey(form) {
  let answer;
  try {
    const { token, public_key: options } = await callAsUser(setUpPasskey);
    outdateFactors();
    const credential = await createPasskey(options);
    const label = form.elements.label.value.trim() || undefined;
    answer = await callAsUser(confirmPasskey, { token, credential, label, ...wishesOf(form) });
  }
  catch (failure) {
    if (failure.code === 'too_many_passkeys') {
      leavePasskeySetup();
      showFailure(failure);
    }
    else if (!loginAgainAfter(failure)) {
      showFormFailure(form, failure)?.focus();
    }
    return;
  }
  finishSetup(answer, {
    done: 'The passkey is set up.',
    then: 'Log in again, with it.',
    next: 'The next login can use it.',
  });
}

export function leavePasskeySetup() {
  leaveSetup('add-passkey', 'enroll-passkey');
}
