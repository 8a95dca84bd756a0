// Showing a second factor, at the login and in the dialog of a step-up: what the begun method needs, and the other ways.

import { onClick } from './controls.js';
import { countDown, secondsUntil, stopCountdown } from './countdown.js';
import { deviceName } from './device.js';
import { create, element, hide } from './dom.js';
import { auth, call, sendCode } from './jwt2fa.js';
import { inWords, showFailure, showFormFailure, showRefusal, showSuccess } from './messages.js';
import { readToken } from './tokens.js';
import { askPasskey, canUsePasskeys, endPasskeyRequest } from './webauthn.js';

// the part that is shown for a method, what takes the focus there, and its name among the other ways
const WAYS = {
  'totp': { part: 'code-part', focus: 'one-time-code', name: 'Code of your authenticator app' },
  'passkey': { part: 'passkey-part', focus: 'use-passkey', name: 'Passkey' },
  'code-sender': { part: 'code-part', focus: 'one-time-code', name: 'Code by e-mail' },
  'recovery-code': { part: 'recovery-part', focus: 'recovery-code', name: 'Recovery code' },
};
// failures that another try can't mend
const OVER = ['code_token_expired', 'too_many_auth_attempts', 'token_already_used', 'permission_denied'];
const RECOVERY_CODE_LENGTH = 24;

// the token, its methods, the one that is shown, what the browser needs for a passkey, when a code may be sent again,
// and what to do when it is accepted, over or given up
let asked = null;

export const methodsOfPage = () => Object.keys(WAYS).filter((method) => method !== 'passkey' || canUsePasskeys());

// for how many days the application trusts a device; where it does not, there is no box for it
let daysOfTrust = 0;

export async function learnTrust() {
  try {
    ({ days: daysOfTrust } = await call('/sample/trust', { method: 'GET' }));
  }
  catch {
    daysOfTrust = 0;
  }
  element('trust-label').textContent = `Trust this device for ${daysOfTrust} days`;
}

export function askProof(answer, { place, verb, giveUp, mayTrust = false, whenAccepted, whenOver, whenGivenUp }) {
  asked = {
    token: readToken(answer.token), methods: answer.methods, options: answer.public_key, sendAgainAt: null,
    mayTrust: mayTrust && daysOfTrust > 0, whenAccepted, whenOver, whenGivenUp,
  };
  element('trust-box').checked = false;
  takeSent(answer);
  element(place).append(element('proof'));
  element('code-button').textContent = verb;
  element('recovery-button').textContent = verb;
  element('start-again').textContent = giveUp;
  showWay(answer.method);
}

export function endProof() {
  asked = null;
  endPasskeyRequest();
  element('code-form').reset();
  element('recovery-form').reset();
  for (const timer of ['code-timer', 'resend-timer']) {
    stopCountdown(element(timer));
  }
}

export function giveUpProof() {
  const { whenGivenUp } = asked;
  endProof();
  whenGivenUp();
}

export async function submitCode(form) {
  const { code } = form.elements;
  const recovery = code.value.replace(/[^0-9a-z]/gi, '').length === RECOVERY_CODE_LENGTH
    && asked.methods.includes('recovery-code');
  await show(form, { method: recovery ? 'recovery-code' : asked.method, code: code.value });
}

export async function submitRecoveryCode(form) {
  await show(form, { method: 'recovery-code', code: form.elements.code.value });
}

export async function usePasskey() {
  const mine = asked;
  let credential;
  try {
    credential = await askPasskey(mine.options);
  }
  catch (failure) {
    if (asked === mine) {
      showFailure(failure);
    }
    return;
  }
  if (asked === mine) {
    await show(null, { method: 'passkey', credential });
  }
}

export async function sendAgain() {
  const wait = secondsUntil(asked.sendAgainAt);
  if (wait > 0) {
    showRefusal(`A code can be sent again in ${inWords(wait)}.`);
    element('send-again').focus();
  }
  else {
    await send(asked.method);
  }
}

async function show(form, proof) {
  const mine = asked;
  let answer;
  try {
    answer = await auth(mine.token.text, proof, deviceName(), (mine.mayTrust && element('trust-box').checked) || undefined);
  }
  catch (failure) {
    if (asked === mine && !overAfter(failure)) {
      showProofFailure(form, failure);
    }
    return;
  }
  // it may have been given up meanwhile
  if (asked === mine) {
    endProof();
    await mine.whenAccepted(answer);
  }
}

async function send(method) {
  const mine = asked;
  let answer;
  try {
    answer = await sendCode(mine.token.text, method);
  }
  catch (failure) {
    if (asked === mine && !overAfter(failure)) {
      showFailure(failure);
    }
    return;
  }
  if (asked === mine) {
    mine.token = readToken(answer.token);
    takeSent(answer);
    showWay(method);
    showSuccess('A new code is on its way to you.');
  }
}

function takeSent({ resend_after: wait }) {
  if (wait !== undefined) {
    asked.sendAgainAt = Date.now() + wait * 1000;
  }
}

function overAfter(failure) {
  const over = OVER.includes(failure.code);
  if (over) {
    const { whenOver } = asked;
    endProof();
    whenOver(failure, (failure.code === 'permission_denied') ? 'The user may have been disabled meanwhile.' : '');
  }
  return over;
}

function showProofFailure(form, failure) {
  const wrong = failure.code === 'authentication_failed';
  if (!form) {
    showFailure(wrong ? { ...failure, detail: 'The passkey was not accepted.' } : failure,
      wrong ? 'Try another one, or another way.' : '');
    return;
  }
  const { code } = form.elements;
  (showFormFailure(form, failure, wrong ? 'Check the code and type it again.' : '') ?? code).focus();
  code.select();
}

function showWay(method) {
  const { methods, token, sendAgainAt } = asked;
  asked.method = method;
  const app = method === 'totp';
  const sent = method === 'code-sender';
  for (const { part } of Object.values(WAYS)) {
    hide(part, part !== WAYS[method].part);
  }
  // a recovery code trusts nothing
  for (const part of ['trust-part', 'trust-hint']) {
    hide(part, !asked.mayTrust || method === 'recovery-code');
  }
  hide('code-app', !app);
  hide('code-sent', !sent);
  hide('resend', !sent);
  if (sent) {
    countDown(element('resend-timer'), sendAgainAt, (waiting) => {
      element('send-again').setAttribute('aria-disabled', waiting);
      hide('resend-wait', !waiting);
    });
  }
  countDown(element('code-timer'), token.end, (good) => {
    element('code-lifetime').firstChild.textContent = good ? (app ? 'Time left to enter it: ' : 'Good for ')
      : (app ? 'The time to enter a code is over. Start again.' : 'The time for this code is over. Start again.');
  });
  const others = methods.filter((other) => other !== method && WAYS[other]);
  element('ways').replaceChildren(...others.map(wayItem));
  hide('other-ways', others.length === 0);
  element(WAYS[method].focus).focus();
}

function wayItem(method) {
  const button = create('button', { type: 'button', textContent: WAYS[method].name });
  button.dataset.method = method;
  // one that was sent is still good, and so is its token
  onClick(button, () => (method === 'code-sender' && asked.sendAgainAt === null) ? send(method) : showWay(method));
  return create('li', {}, button);
}
