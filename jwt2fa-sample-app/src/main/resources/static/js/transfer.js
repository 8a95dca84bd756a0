// Something that asks for a fresh factor.

import { element } from './dom.js';
import { call } from './jwt2fa.js';
import { showFormFailure, showSuccess } from './messages.js';
import { beginStepUp } from './step-up.js';
import { loginAgainAfter } from './steps.js';
import { callAsUser } from './tokens.js';

const sendTransfer = (bearer, body) => call('/transfers', { body, bearer });

export async function transfer(form, answered) {
  const { to, amount } = form.elements;
  let answer;
  try {
    answer = await callAsUser(sendTransfer, { to: to.value, amount: amount.value });
  }
  catch (failure) {
    // the same once more: a factor within the session does not help
    const again = JSON.stringify(failure.challenge) === JSON.stringify(answered);
    if (failure.challenge && !again) {
      await beginStepUp(failure.challenge, () => transfer(form, failure.challenge));
    }
    else if (!loginAgainAfter(failure)) {
      const hint = (failure.status === 400) ? 'Write to whom, and the amount as a number such as 12.50.' : '';
      (showFormFailure(form, failure, hint) ?? to).focus();
    }
    return;
  }
  form.reset();
  element('transfer-heading').focus();
  showSuccess(`Transferred: ${answer.amount} to ${answer.to}.`);
}
