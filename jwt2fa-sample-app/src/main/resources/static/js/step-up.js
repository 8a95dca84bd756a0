// A factor once more, within the session, because the application asks for it (RFC 9470).

import { element } from './dom.js';
import { stepUp } from './jwt2fa.js';
import { showFailure, showRefusal } from './messages.js';
import { askProof, endProof, methodsOfPage } from './proof.js';
import { backToPassword, loginAgainAfter } from './steps.js';
import { callAsUser, hold } from './tokens.js';

let endStepUp = () => {};

// by the Escape key, too
export function stepUpClosed() {
  endStepUp();
}

// then: the request again, with the access token that the factor bought
export async function beginStepUp(challenge, then) {
  let answer;
  try {
    answer = await callAsUser(stepUp, { ...challenge, methods: methodsOfPage() });
  }
  catch (failure) {
    if (failure.code === '2fa_method_not_available') {
      backToPassword();
      showFailure(failure, 'Log in again, and by a factor that this asks for.');
    }
    else if (!loginAgainAfter(failure)) {
      throw failure;
    }
    return;
  }
  const dialog = element('step-up');
  const end = (action) => {
    endStepUp = () => {};
    dialog.close();
    action();
  };
  endStepUp = () => end(() => {
    endProof();
    showRefusal('Nothing was done: you gave up.');
  });
  dialog.showModal();
  askProof(answer, {
    place: 'step-up-place', verb: 'Confirm', giveUp: 'Cancel',
    whenAccepted: async ({ access }) => {
      end(() => hold('access', access));
      await then();
    },
    whenOver: (failure, hint) => end(() => showFailure(failure, hint || 'Begin again.')),
    whenGivenUp: () => endStepUp(),
  });
}
