// The whole login against the JSON API: what the page does, wired. Each module imports from those before it alone:
// dom, mode, jwt2fa, webauthn, device, countdown, messages, clipboard, tokens, token-cards, controls, steps, recovery, removal,
// method, factors, logins, setup, totp, passkeys, proof, step-up, transfer, session, enrollment, login, passkey-login,
// users.

import { onClick, onSubmit } from './controls.js';
import { tick } from './countdown.js';
import { element } from './dom.js';
import { loadChoice } from './enrollment.js';
import { loadFactors } from './factors.js';
import { keepInCookies } from './jwt2fa.js';
import { sendPassword } from './login.js';
import { loadLogins } from './logins.js';
import { chooseMethod } from './method.js';
import { COOKIES } from './mode.js';
import { endOffer, logInByPasskey, offerPasskeys } from './passkey-login.js';
import { addPasskey, leavePasskeySetup, makePasskey } from './passkeys.js';
import { giveUpProof, learnTrust, sendAgain, submitCode, submitRecoveryCode, usePasskey } from './proof.js';
import { copyCodes, keptRecoveryCodes, makeNewCodes, printCodes, saveCodes } from './recovery.js';
import { askToRemove, keepFactor, remove } from './removal.js';
import { callMe, endAllSessions, endSession, refreshTokens, resume, verifyAccess } from './session.js';
import { stepUpClosed } from './step-up.js';
import { aroundPassword, backToPassword, show } from './steps.js';
import { showTokens } from './token-cards.js';
import { whenTokensChange } from './tokens.js';
import { confirmApp, copySecret, leaveAppSetup, setUpApp } from './totp.js';
import { transfer } from './transfer.js';
import { showUsers } from './users.js';

if (COOKIES) {
  keepInCookies();
}
whenTokensChange(showTokens);
aroundPassword(offerPasskeys, endOffer);

onSubmit('password-form', sendPassword);
onClick('passkey-login', logInByPasskey);
onSubmit('code-form', submitCode);
onSubmit('recovery-form', submitRecoveryCode);
onClick('use-passkey', usePasskey);
onClick('send-again', sendAgain);
onClick('start-again', giveUpProof);

onClick('enroll', setUpApp);
onClick('enroll-passkey', addPasskey);
onClick('enrollment-again', loadChoice);
onClick('enrollment-back', backToPassword);
onSubmit('setup-form', confirmApp);
onClick('setup-cancel', leaveAppSetup);
onClick('copy', copySecret);
onSubmit('passkey-form', makePasskey);
onClick('passkey-cancel', leavePasskeySetup);
onClick('copy-codes', copyCodes);
onClick('print-codes', printCodes);
onClick('save-codes', saveCodes);
onClick('codes-kept', keptRecoveryCodes);

onSubmit('method-form', (form) => chooseMethod(form, loadFactors));
onClick('factor-again', loadFactors);
onClick('logins-again', loadLogins);
onClick('set-up', setUpApp);
onClick('remove-app', () => askToRemove({ method: 'totp' }, 'the authenticator app'));
onClick('add-passkey', addPasskey);
onClick('make-codes', () => makeNewCodes(() => {
  show('session', element('factor-heading'));
  return loadFactors();
}));
onSubmit('removal-form', (form) => remove(form, () => Promise.all([loadFactors(), loadLogins()])));
onClick('removal-cancel', keepFactor);

onSubmit('transfer-form', transfer);
element('step-up').addEventListener('close', stepUpClosed);
onClick('call-me', callMe);
onClick('refresh', refreshTokens);
onClick('verify', verifyAccess);
onClick('log-out', endSession);
onClick('log-out-everywhere', endAllSessions);
setInterval(tick, 1000);

if (!COOKIES || !(await resume())) {
  offerPasskeys();
}
learnTrust();
await showUsers();
