// The login: a password buys a code token, a second factor buys the tokens of a session.

import { askForFactor, asksForFactor, deviceName, deviceToken, dropDeviceToken, keepDeviceToken } from './device.js';
import { showEnrollment } from './enrollment.js';
import { element } from './dom.js';
import { getCode } from './jwt2fa.js';
import { showFailure, showFormFailure, showSuccess } from './messages.js';
import { askProof, methodsOfPage } from './proof.js';
import { showSession } from './session.js';
import { backToPassword, show } from './steps.js';
import { readToken } from './tokens.js';

export async function sendPassword(form) {
  const { username, password } = form.elements;
  const trusted = deviceToken();
  let answer;
  try {
    answer = await getCode(username.value, password.value, methodsOfPage(), deviceName(), trusted,
      asksForFactor());
  }
  catch (failure) {
    const hint = (failure.code === 'authentication_failed') ? 'Check the username and the password.'
      : (failure.code === '2fa_method_not_available') ? 'This browser can’t do what you have set up.' : '';
    (showFormFailure(form, failure, hint) ?? password).focus();
    return;
  }
  if (answer.access) {
    showSession(answer);
    showSuccess(isByDevice(answer.access) ? 'This device is trusted: your password was enough.'
      : 'No second factor is asked of this user.');
    return;
  }
  if (trusted) {
    dropDeviceToken();
  }
  element('current-password').value = '';
  show('code');
  askProof(answer, {
    place: 'code-place', verb: 'Log in', giveUp: 'Start again', mayTrust: true,
    whenAccepted: showResult,
    whenOver: (failure, hint) => {
      backToPassword();
      showFailure(failure, hint);
    },
    whenGivenUp: backToPassword,
  });
}

async function showResult(answer) {
  if (answer.enrollment_token) {
    await showEnrollment(answer.enrollment_token);
  }
  else {
    askForFactor(false);
    if (answer.device_token) {
      keepDeviceToken(answer.device_token);
    }
    showSession(answer);
  }
}

const isByDevice = (access) => readToken(access).claims.amr?.includes('trusted-device');
