// What setting up an app and a passkey have in common.

import { element, hide } from './dom.js';
import { knownFactors, loadFactors } from './factors.js';
import { loadLogins } from './logins.js';
import { showSuccess } from './messages.js';
import { showRecoveryCodes } from './recovery.js';
import { backToPassword, forgetSecrets, show } from './steps.js';
import { held } from './tokens.js';

// what can be asked for with the last step: codes where none are left, the end of sessions within one
export function showSetup(step, focus) {
  const enrolling = Boolean(held().enrollment);
  hide(`${step}-codes`, !enrolling && knownFactors().recovery_codes_left !== 0);
  hide(`${step}-others`, enrolling);
  show(step, focus);
}

export function wishesOf(form) {
  const wished = ({ checked, labels }) => (checked && !labels[0].closest('[hidden]')) || undefined;
  return { recovery_codes: wished(form.elements.codes), end_other_sessions: wished(form.elements.others) };
}

// back to the button that began it
export function leaveSetup(button, enrollmentButton) {
  forgetSecrets();
  if (held().enrollment) {
    show('enrollment', element(enrollmentButton));
  }
  else {
    const gone = element('factor-known').hidden || element(button).hidden;
    show('session', element(gone ? 'factor-heading' : button));
  }
}

export function finishSetup({ recovery_codes: codes }, { done, then, next }) {
  const goOn = () => {
    if (held().enrollment) {
      backToPassword();
      showSuccess(done, then);
    }
    else {
      forgetSecrets();
      show('session', element('factor-heading'));
      loadFactors();
      loadLogins();
      showSuccess(done, next);
    }
  };
  if (codes) {
    forgetSecrets();
    showRecoveryCodes(codes, goOn);
    showSuccess(done, 'Keep your recovery codes now.');
  }
  else {
    goOn();
  }
}
