// Where the user is logged in, and which devices are trusted: the lists, and the end of one of these.

import { onClick } from './controls.js';
import { create, element, hide } from './dom.js';
import { date } from './factors.js';
import { endOtherSession, sessions } from './jwt2fa.js';
import { showFailure, showSuccess } from './messages.js';
import { nameOf } from './method.js';
import { loginAgainAfter } from './steps.js';
import { callAsUser, held } from './tokens.js';

// an answer that is on its way may be older than the end of a session
let asked = 0;

// beside what the user does meanwhile, who may even have logged out
export async function loadLogins() {
  const mine = held();
  const round = ++asked;
  const present = () => held() === mine && round === asked;
  try {
    const { sessions: logins, trusted_devices: devices } = await callAsUser(sessions);
    if (present()) {
      showLogins(logins, devices);
    }
  }
  catch (failure) {
    if (present()) {
      showLogins(null, []);
      showFailure(failure);
    }
  }
}

export function forgetLogins() {
  asked++;
  element('logins').replaceChildren();
  showDevices([]);
  hide('logins-loading', false);
  hide('logins-missing');
}

function showLogins(logins, devices) {
  const list = element('logins');
  // what had the focus may be gone
  if (list.contains(document.activeElement)) {
    element('logins-heading').focus();
  }
  list.replaceChildren(...(logins ?? []).map(loginItem));
  hide('logins-loading');
  hide('logins-missing', logins !== null);
  showDevices(devices);
}

function showDevices(devices) {
  const list = element('devices');
  if (list.contains(document.activeElement)) {
    element('logins-heading').focus();
  }
  list.replaceChildren(...devices.map(deviceItem));
  hide('devices-part', devices.length === 0);
}

function deviceItem({ id, name, created_at: created, last_used_at: used, ends_at: ends }) {
  const device = name ?? 'Device without a name';
  const facts = [`trusted on ${date(created)}`, `last used ${date(used)}`, `until ${date(ends)}`];
  const button = create('button', { type: 'button', textContent: 'End' });
  button.setAttribute('aria-label', `End the trust in ${device}, trusted on ${date(created)}`);
  onClick(button, () => end(id, 'That device was not trusted any more.', `Ended: the trust in ${device}.`,
    'It is asked for a second factor at its next login.'));
  return create('li', {}, create('div', {}, create('strong', { textContent: device }),
    create('p', { className: 'hint', textContent: `${facts.join(', ')}.` })), button);
}

function loginItem({ id, current, started_at: started, last_used_at: used, method, name }) {
  const device = name ?? 'Device without a name';
  const facts = [`logged in ${date(started)}`, `last used ${date(used)}`, ...(method ? [nameOf(method)] : [])];
  const item = create('li', {}, create('div', {},
    create('strong', { textContent: current ? `${device} (this session)` : device }),
    create('p', { className: 'hint', textContent: `${facts.join(', ')}.` })));
  // for this one there is “Log out”
  if (!current) {
    const button = create('button', { type: 'button', textContent: 'End' });
    button.setAttribute('aria-label', `End the session of ${device}, logged in ${date(started)}`);
    onClick(button, () => end(id, 'That session was over already.', `Ended: the session of ${device}.`,
      'It can’t be refreshed any more; its access token lives out its minutes.'));
    item.append(button);
  }
  return item;
}

async function end(id, whenOver, ended, hint) {
  try {
    await callAsUser(endOtherSession, id);
  }
  catch (failure) {
    if (loginAgainAfter(failure)) {
      return;
    }
    if (failure.code !== 'not_found') {
      throw failure;
    }
    showFailure(failure, whenOver);
    await loadLogins();
    return;
  }
  element('logins-heading').focus();
  await loadLogins();
  showSuccess(ended, hint);
}
