// The whole login by a passkey: by a button, and in the autofill of the name.

import { exclusively } from './controls.js';
import { deviceName } from './device.js';
import { element, hide } from './dom.js';
import { auth, passkeyOptions } from './jwt2fa.js';
import { showFailure } from './messages.js';
import { showSession } from './session.js';
import { readToken } from './tokens.js';
import { askPasskey, canAutofill, canUsePasskeys, endPasskeyRequest, forgetPasskey } from './webauthn.js';

// of the time that options are good for
const RENEWED_AFTER = 0.8;

// which offer is the present one: what an earlier one still waits for is nothing any more
let offer = 0;
let renewal;

// an offer beside the password, so what fails here fails without a word
export async function offerPasskeys() {
  endOffer();
  const mine = offer;
  const begun = canUsePasskeys() ? await passkeyOptions().catch((failure) => failure) : null;
  if (mine !== offer) {
    return;
  }
  // not found, or not open to anyone: the application has turned it off
  hide('passkey-login', !begun || [401, 403, 404].includes(begun.status));
  if (!begun?.token || !(await canAutofill()) || mine !== offer) {
    return;
  }
  renewal = setTimeout(offerPasskeys, (readToken(begun.token).end - Date.now()) * RENEWED_AFTER);
  const credential = await askPasskey(begun.public_key, true).catch(() => null);
  if (credential && mine === offer) {
    await exclusively(element('password-form'), () => logIn(begun, credential));
  }
}

export function endOffer() {
  offer++;
  clearTimeout(renewal);
  endPasskeyRequest();
}

export async function logInByPasskey() {
  endOffer();
  try {
    const begun = await passkeyOptions();
    await logIn(begun, await askPasskey(begun.public_key));
  }
  catch (failure) {
    offerPasskeys();
    throw failure;
  }
}

async function logIn(begun, credential) {
  let answer;
  try {
    answer = await auth(begun.token, { credential }, deviceName());
  }
  catch (failure) {
    await showLoginFailure(failure, begun, credential);
    // not the one that is unknown once more
    if (failure.code !== 'unknown_passkey') {
      offerPasskeys();
    }
    return;
  }
  showSession(answer);
}

async function showLoginFailure(failure, { public_key: { rpId } }, credential) {
  switch (failure.code) {
    case 'unknown_passkey':
      showFailure(failure, (await forgetPasskey(rpId, credential.id))
        ? 'Your password manager was told so, and offers it no more.' : 'Remove it from your password manager.');
      break;
    case 'code_token_expired':
      showFailure(failure, 'Try the passkey again.');
      break;
    case 'authentication_failed':
    case '2fa_method_not_available':
      showFailure({ ...failure, detail: 'This passkey does not log you in here.' }, 'Log in with your password.');
      break;
    default:
      showFailure(failure);
  }
}
