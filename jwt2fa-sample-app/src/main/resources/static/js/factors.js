// The second factors of the user: what is set up, and what can be.

import { onClick } from './controls.js';
import { create, element, hide } from './dom.js';
import { factors } from './jwt2fa.js';
import { showFailure } from './messages.js';
import { nameOf, showMethod } from './method.js';
import { isFew, wordsForCodesLeft } from './recovery.js';
import { askToRemove } from './removal.js';
import { callAsUser, held } from './tokens.js';
import { canUsePasskeys, keepPasskeys } from './webauthn.js';

// as the application told it last, and in which session
let known = {};
let session = null;

export const knownFactors = () => known;

// an answer that is on its way knows nothing of a passkey that is made meanwhile: told by it, a password manager
// would drop that one
let asked = 0;

export function outdateFactors() {
  asked++;
}

// beside what the user does meanwhile, who may even have logged out
export async function loadFactors() {
  const mine = held();
  const round = ++asked;
  try {
    const answer = await callAsUser(factors);
    if (held() === mine) {
      if (round === asked) {
        tellPasswordManager(answer, (session === mine) ? known.user_handle : undefined);
      }
      [known, session] = [answer, mine];
      showFactors(answer);
      showFactorPart('factor-known');
    }
  }
  catch (failure) {
    if (held() === mine) {
      showFactorPart('factor-missing');
      showFailure(failure);
    }
  }
}

export function showFactorPart(id) {
  for (const part of ['factor-loading', 'factor-missing', 'factor-known']) {
    hide(part, part !== id);
  }
  // what had the focus may be gone
  if (element('factor').contains(document.activeElement) && document.activeElement.closest('[hidden]')) {
    element('factor-heading').focus();
  }
}

// of a user whose last passkey is gone only the answer before tells the handle
function tellPasswordManager({ factors: own, user_handle: handle }, handleBefore) {
  if (handle ?? handleBefore) {
    const ids = own.filter(({ method }) => method === 'passkey').map(({ id }) => id);
    keepPasskeys(location.hostname, handle ?? handleBefore, ids);
  }
}

function showFactors(answer) {
  const { can_set_up: possible, factors: own, recovery_codes_left: codes } = answer;
  showMethod(answer);
  showRequired(answer);
  const app = own.some(({ method }) => method === 'totp');
  element('factor-app').textContent = app ? 'set up' : 'not set up';
  element('set-up').textContent = app ? 'Set up another authenticator app' : 'Set up an authenticator app';
  hide('set-up', !possible.includes('totp'));
  hide('replace', !app || !possible.includes('totp'));
  hide('remove-app', !app);
  const passkeys = own.filter(({ method }) => method === 'passkey');
  element('passkeys').replaceChildren(...passkeys.map(passkeyItem));
  hide('no-passkeys', passkeys.length > 0);
  hide('passkeys-part', passkeys.length === 0 && !possible.includes('passkey'));
  hide('add-passkey', !possible.includes('passkey') || !canUsePasskeys());
  hide('passkeys-unknown', canUsePasskeys());
  hide('codes-part', codes === undefined || own.length === 0);
  element('codes-left').textContent = wordsForCodesLeft(codes ?? 0);
  element('codes-left').classList.toggle('warning', isFew(codes));
}

// what a policy is going to ask for
function showRequired({ factors: own, method, required }) {
  hide('factor-required', !required);
  if (required) {
    const ready = [method, ...own.map((factor) => factor.method)].some((name) => required.methods.includes(name));
    const names = required.methods.map((name) => `“${nameOf(name)}”`).join(' or ');
    element('factor-required').textContent = `From ${date(required.from)} on you log in by ${names} alone.`
      + (ready ? ' You are ready for that.' : ' Set that up before.');
    element('factor-required').classList.toggle('warning', !ready);
  }
}

function passkeyItem({ method, id, label, created_at: created, last_used_at: used, synced }) {
  const name = label || 'Passkey without a name';
  const button = create('button', { type: 'button', textContent: 'Remove' });
  button.setAttribute('aria-label', `Remove the passkey ${name}`);
  onClick(button, () => askToRemove({ method, id }, `the passkey “${name}”`));
  const facts = [`added ${date(created)}`, used ? `last used ${date(used)}` : 'not used yet',
    synced ? 'synchronized between devices' : 'on one device alone'];
  return create('li', {}, create('div', {}, create('strong', { textContent: name }),
    create('p', { className: 'hint', textContent: `${facts.join(', ')}.` })), button);
}

export function date(seconds) {
  return new Date(seconds * 1000).toLocaleString(document.documentElement.lang,
    { dateStyle: 'medium', timeStyle: 'short' });
}
