// What a user who is logged in can do.

import { AUTH, call } from './api.js';
import { element } from './dom.js';
import { showFailure, showMessage } from './messages.js';
import { loadFactor, showFactorPart } from './method.js';
import { backToPassword, forget, loginAgainAfter, show } from './steps.js';
import { callAsUser, held, hold, takeNewTokens } from './tokens.js';

export function showSession(answer) {
  forget();
  hold('access', answer.access);
  hold('refresh', answer.refresh);
  show('session');
  showFactorPart('factor-loading');
  loadFactor();
}

export async function callMe() {
  try {
    const answer = await call('/api/me', { method: 'GET', bearer: held().access.text });
    showMessage(element('status'), 'success', `/api/me answers ${JSON.stringify(answer)}`);
  }
  catch (failure) {
    showFailure(failure, (failure.status === 401) ? 'Refresh the access token, or log in again.' : '');
  }
}

export async function refresh() {
  try {
    const answer = await takeNewTokens();
    showMessage(element('status'), 'success', answer.refresh ? 'There are new access and refresh tokens.'
      : 'There is a new access token.');
  }
  catch (failure) {
    showFailure(failure, (failure.status === 401) ? 'Log in again.' : '');
  }
}

export async function verify() {
  try {
    await call(`${AUTH}/verify/`, { body: { token: held().access.text } });
    showMessage(element('status'), 'success', 'The access token is valid.');
  }
  catch (failure) {
    showFailure(failure, (failure.status === 401) ? 'Refresh the access token, or log in again.' : '');
  }
}

export async function logOut() {
  try {
    await call(`${AUTH}/logout/`, { body: { refresh: held().refresh.text } });
  }
  catch (failure) {
    showFailure(failure, 'You are still logged in.');
    return;
  }
  backToPassword();
  showMessage(element('status'), 'success', 'You are logged out.',
    'The session is over: its refresh token buys nothing any more.');
}

export async function logOutEverywhere() {
  try {
    await callAsUser(`${AUTH}/logout-all/`, {});
  }
  catch (failure) {
    if (!loginAgainAfter(failure)) {
      showFailure(failure, 'You are still logged in.');
    }
    return;
  }
  backToPassword();
  showMessage(element('status'), 'success', 'You are logged out everywhere.', 'All sessions of this user are over.');
}
