// The login: a password buys a code token, a code buys the tokens of a session.

import { AUTH, call } from './api.js';
import { countDown } from './countdown.js';
import { element } from './dom.js';
import { showFailure, showFormFailure, showMessage } from './messages.js';
import { showSession } from './session.js';
import { backToPassword, forget, show } from './steps.js';
import { held, hold } from './tokens.js';

// failures that a new code can't mend: back to the password
const START_AGAIN = ['code_token_expired', 'too_many_auth_attempts', 'token_already_used', 'permission_denied'];

export async function sendPassword(form) {
  const { username, password } = form.elements;
  let answer;
  try {
    answer = await call(`${AUTH}/get-code/`, { body: { username: username.value, password: password.value } });
  }
  catch (failure) {
    const hint = (failure.code === 'authentication_failed') ? 'Check the username and the password.' : '';
    (showFormFailure(form, failure, hint) ?? password).focus();
    return;
  }
  if (answer.access && answer.refresh) {
    showSession(answer);
    showMessage(element('status'), 'success', 'No second factor is asked of this user.');
  }
  else {
    showCodeStep(answer.token);
  }
}

export async function sendCode(form) {
  const { code } = form.elements;
  let answer;
  try {
    answer = await call(`${AUTH}/auth/`, { body: { code_token: held().code.text, code: code.value } });
  }
  catch (failure) {
    if (START_AGAIN.includes(failure.code)) {
      backToPassword();
      showFailure(failure, (failure.code === 'permission_denied') ? 'The user may have been disabled meanwhile.' : '');
    }
    else {
      const hint = (failure.code === 'authentication_failed') ? 'Check the code and type it again.' : '';
      (showFormFailure(form, failure, hint) ?? code).focus();
      code.select();
    }
    return;
  }
  if (answer.enrollment_token) {
    forget();
    hold('enrollment', answer.enrollment_token);
    show('enrollment');
  }
  else {
    showSession(answer);
  }
}

function showCodeStep(token) {
  const { claims, end } = hold('code', token);
  const app = claims.typ === 'totp';
  element('code-sent').hidden = app;
  element('code-app').hidden = !app;
  element('current-password').value = '';
  countDown(element('code-timer'), end, (good) => {
    element('code-lifetime').firstChild.textContent = good ? (app ? 'Time left to enter it: ' : 'Good for ')
      : (app ? 'The time to enter a code is over. Start again.' : 'The time for this code is over. Start again.');
  });
  show('code', element('one-time-code'));
}
