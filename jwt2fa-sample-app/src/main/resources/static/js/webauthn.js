/**
 * The browser's part of passkeys: options in, as jwt2fa answers them in `public_key`, and a credential out, as its
 * endpoints take it. Needs jwt2fa.js for the Failure that each function is rejected with.
 */

import { Failure } from './jwt2fa.js';

// one at a time: the browser refuses a second request while one waits in the autofill of a field
let pending = null;

/** Whether this browser has passkeys, and can read and write them as JSON. */
export const canUsePasskeys = () => Boolean(window.PublicKeyCredential?.parseCreationOptionsFromJSON
  && PublicKeyCredential.parseRequestOptionsFromJSON && PublicKeyCredential.prototype.toJSON);

/** Whether this browser offers passkeys in the autofill of a field (`autocomplete="username webauthn"`). */
export const canAutofill = async () => canUsePasskeys()
  && Boolean(await PublicKeyCredential.isConditionalMediationAvailable?.());

/** Makes a passkey on a device of the user's choice. Resolves to the credential. */
export async function createPasskey(options) {
  return request(options, (signal) => navigator.credentials.create({
    publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options), signal,
  }));
}

/**
 * Lets the user sign with a passkey. Resolves to the credential.
 * @param {object} options
 * @param {boolean} [autofill] wait until the user picks one in a field, in place of asking at once
 */
export async function askPasskey(options, autofill = false) {
  return request(options, (signal) => navigator.credentials.get({
    publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options), signal,
    mediation: autofill ? 'conditional' : 'optional',
  }));
}

/** Ends a request that waits, whose Failure then has the code `AbortError`. Resolves when it has ended. */
export async function endPasskeyRequest() {
  pending?.abort.abort();
  await pending?.end;
}

/** Tells the password manager that a passkey is unknown here, so that it offers it no more. Tells whether it could. */
export async function forgetPasskey(rpId, credentialId) {
  return signal('signalUnknownCredential', { rpId, credentialId });
}

/** Tells the password manager which passkeys of a user there are, so that it drops others. Tells whether it could. */
export async function keepPasskeys(rpId, userId, allAcceptedCredentialIds) {
  return signal('signalAllAcceptedCredentials', { rpId, userId, allAcceptedCredentialIds });
}

async function signal(name, what) {
  try {
    await PublicKeyCredential[name](what);
    return true;
  }
  catch {
    // not in this browser, or not at this address
    return false;
  }
}

async function request(options, action) {
  if (!canUsePasskeys()) {
    throw new Failure({ code: 'NotSupportedError', detail: 'This browser is too old for the passkeys of this page.' });
  }
  await endPasskeyRequest();
  const abort = new AbortController();
  const credential = action(abort.signal);
  const mine = { abort, end: credential.then(() => {}, () => {}) };
  pending = mine;
  try {
    return (await credential).toJSON();
  }
  catch (error) {
    throw new Failure({ code: error.name, detail: wordsFor(error, options.rpId ?? options.rp?.id) });
  }
  finally {
    if (pending === mine) {
      pending = null;
    }
  }
}

// browsers tell little, so that no site learns which passkeys there are
function wordsFor(error, rpId) {
  switch (error.name) {
    case 'NotAllowedError':
      return 'No passkey was used: it was cancelled, took too long, or there is none for this on the device.';
    case 'InvalidStateError':
      return 'This device has a passkey of yours already.';
    case 'SecurityError':
      return `Passkeys of ${rpId} can’t be used at this address, ${location.hostname}.`;
    default:
      return 'The browser can’t do this with a passkey.';
  }
}
