// The whole login against the JSON API: what the page does, wired. Each module imports from those before it alone:
// dom, api, countdown, messages, tokens, token-cards, controls, steps, method, totp, session, login, users.

import { onClick, onSubmit } from './controls.js';
import { tick } from './countdown.js';
import { sendCode, sendPassword } from './login.js';
import { changeMethod, loadFactor } from './method.js';
import { callMe, logOut, logOutEverywhere, refresh, verify } from './session.js';
import { backToPassword } from './steps.js';
import { showTokens } from './token-cards.js';
import { whenTokensChange } from './tokens.js';
import { confirmSetup, copySecret, leaveSetup, setUp } from './totp.js';
import { showUsers } from './users.js';

whenTokensChange(showTokens);
onSubmit('password-form', sendPassword);
onSubmit('code-form', sendCode);
onClick('start-again', backToPassword);
onClick('enroll', setUp);
onClick('enrollment-back', backToPassword);
onSubmit('setup-form', confirmSetup);
onClick('setup-cancel', leaveSetup);
onClick('copy', copySecret);
onSubmit('method-form', changeMethod);
onClick('set-up', setUp);
onClick('factor-again', loadFactor);
onClick('call-me', callMe);
onClick('refresh', refresh);
onClick('verify', verify);
onClick('log-out', logOut);
onClick('log-out-everywhere', logOutEverywhere);
setInterval(tick, 1000);

await showUsers();
