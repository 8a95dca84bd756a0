// What a user who is logged in can do.

import { element, hide } from './dom.js';
import { loadFactors, showFactorPart } from './factors.js';
import { areInCookies, call, logOut, logOutEverywhere, refresh, verify } from './jwt2fa.js';
import { forgetLogins, loadLogins } from './logins.js';
import { showFailure, showSuccess } from './messages.js';
import { wordsForCodesLeft } from './recovery.js';
import { backToPassword, forget, loginAgainAfter, show } from './steps.js';
import { callAsUser, held, hold, takeNewTokens } from './tokens.js';

export function showSession(answer) {
  forget();
  hold('access', answer.access);
  if (answer.refresh) {
    hold('refresh', answer.refresh);
  }
  hide('kept-in-memory', areInCookies());
  hide('kept-in-cookie', !areInCookies());
  element('transfer-form').reset();
  show('session');
  showFactorPart('factor-loading');
  loadFactors();
  forgetLogins();
  loadLogins();
  if (answer.recovery_codes_left !== undefined) {
    showSuccess(`You are in by a recovery code, which is used up. ${wordsForCodesLeft(answer.recovery_codes_left)}`,
      'If a device is lost, remove it below and set up another one now.');
  }
}

// in browser mode a page that is loaded anew goes on; tells whether there was a session to go on with
export async function resume() {
  try {
    showSession(await refresh());
    return true;
  }
  catch (failure) {
    // nobody is logged in, or not any more
    if (failure.status !== 401) {
      showFailure(failure, 'If you were logged in, reload the page later.');
    }
    return false;
  }
}

export async function callMe() {
  try {
    const answer = await call('/api/me', { method: 'GET', bearer: held().access.text });
    showSuccess(`/api/me answers ${JSON.stringify(answer)}`);
  }
  catch (failure) {
    showFailure(failure, (failure.status === 401) ? 'Refresh the access token, or log in again.' : '');
  }
}

export async function refreshTokens() {
  try {
    const answer = await takeNewTokens();
    showSuccess(answer.refresh ? 'There are new access and refresh tokens.' : 'There is a new access token.');
  }
  catch (failure) {
    showFailure(failure, (failure.status === 401) ? 'Log in again.' : '');
  }
}

export async function verifyAccess() {
  try {
    await verify(held().access.text);
    showSuccess('The access token is valid.');
  }
  catch (failure) {
    showFailure(failure, (failure.status === 401) ? 'Refresh the access token, or log in again.' : '');
  }
}

export async function endSession() {
  try {
    await logOut(held().refresh?.text);
  }
  catch (failure) {
    showFailure(failure, 'You are still logged in.');
    return;
  }
  backToPassword();
  showSuccess('You are logged out.', 'The session is over: its refresh token buys nothing any more.');
}

export async function endAllSessions() {
  try {
    await callAsUser(logOutEverywhere);
  }
  catch (failure) {
    if (!loginAgainAfter(failure)) {
      showFailure(failure, 'You are still logged in.');
    }
    return;
  }
  backToPassword();
  showSuccess('You are logged out everywhere.', 'All sessions of this user are over.');
}
