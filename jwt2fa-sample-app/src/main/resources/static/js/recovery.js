// Recovery codes: shown once, to be kept, and made anew.

import { copy, save } from './clipboard.js';
import { create, element } from './dom.js';
import { makeRecoveryCodes } from './jwt2fa.js';
import { showSuccess } from './messages.js';
import { forgetSecrets, loginAgainAfter, show } from './steps.js';
import { callAsUser, held } from './tokens.js';

const FEW = 3;

let codes = [];
let goOn = () => {};

// then: where the user goes on once the codes are kept
export function showRecoveryCodes(newCodes, then) {
  codes = newCodes;
  goOn = then;
  // groups to read, of which a selection takes the dashes along
  element('new-codes').replaceChildren(...codes.map((code) => create('li', {}, create('code', { textContent: code }))));
  show('recovery-codes');
}

export function keptRecoveryCodes() {
  codes = [];
  forgetSecrets();
  goOn();
}

export async function makeNewCodes(then) {
  try {
    showRecoveryCodes((await callAsUser(makeRecoveryCodes)).recovery_codes, then);
  }
  catch (failure) {
    if (!loginAgainAfter(failure)) {
      throw failure;
    }
  }
}

export async function copyCodes() {
  await copy(codes.join('\n'),
    { from: 'new-codes', button: 'copy-codes', subject: 'The recovery codes are', object: 'them' });
}

export function saveCodes() {
  const { claims } = held().enrollment ?? held().access;
  const lines = [`Recovery codes of ${claims.user_id} at ${location.host}`,
    'Each is good for one login, beside the password.', '', ...codes, ''];
  save(lines.join('\r\n'), 'recovery-codes.txt');
  showSuccess('The recovery codes are saved as recovery-codes.txt.');
}

export function printCodes() {
  print();
}

export function wordsForCodesLeft(left) {
  const advice = (left > FEW) ? '' : ' Make new ones before you need them.';
  return ((left === 0) ? 'You have no recovery codes.' : (left === 1) ? 'You have 1 recovery code left.'
    : `You have ${left} recovery codes left.`) + advice;
}

export const isFew = (left) => left <= FEW;
