// The whole login against the JSON API. Tokens live in this module's variables only: what is
// stored (localStorage, cookies) can be stolen later.

const AUTH = '/auth';
const TIMEOUT = 30000;

// failures that a new code can't mend: back to the password
const START_AGAIN = ['code_token_expired', 'too_many_auth_attempts', 'token_already_used', 'permission_denied'];

// failures that a new secret mends: the one that was being set up is gone
const SECRET_IS_DEAD = {
  no_pending_totp: 'The time to set up this secret is over, or it was replaced or confirmed elsewhere.',
  too_many_auth_attempts: 'There were too many wrong codes: this secret can no longer be confirmed.',
};

const NAMES = { access: 'Access token', refresh: 'Refresh token' };
const METHODS = { 'code-sender': 'Code by e-mail', 'totp': 'Code of an authenticator app', 'no-2fa': 'Password alone' };
const TIME_CLAIMS = ['exp', 'iat', 'nbf', 'auth_time'];

const element = (id) => document.getElementById(id);

let codeToken = null;
let tokens = {};
let enrollmentToken = null;
let timers = [];
let busy = false;

// ---- the API

class Failure extends Error {

  constructor({ status, code, detail, fields = {}, retryAfter }) {
    super(detail);
    Object.assign(this, { status, code, detail, fields, retryAfter });
  }

  // problem: {"detail", "code", "errors": {"field": ["…"]}}; drf: {"detail", "code"} or {"field": ["…"]}
  static of(response, body) {
    const problem = isObject(body) ? body : {};
    const fields = Object.fromEntries(Object.entries(isObject(problem.errors) ? problem.errors : problem)
      .filter(([, texts]) => Array.isArray(texts) && texts.every((text) => typeof text === 'string')));
    const { non_field_errors: general = [], ...named } = fields;
    const retryAfter = Number.parseInt(response.headers.get('Retry-After'), 10);
    let detail = [problem.detail, ...general].filter((text) => typeof text === 'string').join(' ');
    if (!detail && Object.keys(named).length === 0) {
      detail = `The application answered with status ${response.status} and no explanation.`;
    }
    return new Failure({ status: response.status, code: problem.code, detail, fields: named, retryAfter });
  }

}

async function call(path, { method = 'POST', body, bearer } = {}) {
  const headers = {
    'Accept': 'application/json, application/problem+json',
    'Accept-Language': document.documentElement.lang,
  };
  if (body) {
    headers['Content-Type'] = 'application/json';
  }
  if (bearer) {
    headers['Authorization'] = `Bearer ${bearer}`;
  }
  let response;
  let text;
  try {
    response = await fetch(path, {
      method, headers, body: body && JSON.stringify(body),
      cache: 'no-store', credentials: 'omit', signal: AbortSignal.timeout(TIMEOUT),
    });
    text = await response.text();
  }
  catch (error) {
    throw new Failure({
      detail: (error.name === 'TimeoutError') ? 'The application did not answer in time. Try again.'
        : 'The application can’t be reached. Check that it is still running, then try again.',
    });
  }
  let answer;
  try {
    answer = JSON.parse(text);
  }
  catch {
    answer = null;
  }
  if (!response.ok) {
    throw Failure.of(response, answer);
  }
  if (answer === null) {
    throw new Failure({ status: response.status, detail: 'The application’s answer is no JSON.' });
  }
  return answer;
}

function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function claimsOf(token) {
  const text = token.split('.')[1].replace(/-/g, '+').replace(/_/g, '/');
  const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes));
}

// counted from now by the token's own lifetime: the clocks of browser and application may differ
function endOf(claims) {
  return Date.now() + (claims.exp - claims.iat) * 1000;
}

// ---- messages

function showMessage(region, kind, ...lines) {
  region.replaceChildren();
  if (lines.length > 0) {
    const box = document.createElement('div');
    box.className = `message ${kind}`;
    for (const line of lines) {
      const paragraph = document.createElement('p');
      paragraph.textContent = line;
      box.append(paragraph);
    }
    region.append(box);
    box.scrollIntoView({ block: 'nearest' });
  }
}

function clearMessages() {
  showMessage(element('alert'));
  showMessage(element('status'));
  for (const input of document.querySelectorAll('[aria-invalid]')) {
    input.removeAttribute('aria-invalid');
    errorOf(input).textContent = '';
  }
}

function errorOf(input) {
  return element(`${input.id}-error`);
}

function inWords(seconds) {
  const [amount, unit] = (seconds < 90) ? [seconds, 'second']
    : (seconds < 5400) ? [Math.ceil(seconds / 60), 'minute'] : [Math.ceil(seconds / 3600), 'hour'];
  return `${amount} ${unit}${(amount === 1) ? '' : 's'}`;
}

function linesOf(failure, hint, fields = []) {
  const lines = [failure.detail, ...fields];
  if (failure.retryAfter > 0) {
    lines.push(`Try again in ${inWords(failure.retryAfter)}.`);
  }
  else if (hint) {
    lines.push(hint);
  }
  return lines.filter(Boolean);
}

function showFailure(failure, hint) {
  showMessage(element('alert'), 'failure', ...linesOf(failure, hint));
}

// puts the texts next to their inputs, the rest and a summary into the alert
function showFormFailure(form, failure, hint) {
  const lines = [];
  let first = null;
  for (const [name, texts] of Object.entries(failure.fields)) {
    const input = form.elements.namedItem(name);
    if (input) {
      input.setAttribute('aria-invalid', 'true');
      errorOf(input).textContent = texts.join(' ');
      lines.push(`${input.labels[0].textContent}: ${texts.join(' ')}`);
      first ??= input;
    }
    else {
      lines.push(`${name}: ${texts.join(' ')}`);
    }
  }
  showMessage(element('alert'), 'failure', ...linesOf(failure, hint, lines));
  return first;
}

// ---- countdowns

function countDown(target, end, text) {
  timers.push({ target, end, text });
  tick();
}

function tick() {
  for (const { target, end, text } of timers) {
    const left = Math.max(0, Math.ceil((end - Date.now()) / 1000));
    const [hours, minutes, seconds] = [Math.floor(left / 3600), Math.floor(left / 60) % 60, left % 60];
    const pad = (number) => String(number).padStart(2, '0');
    target.textContent = (left === 0) ? '' : (hours > 0) ? `${hours}:${pad(minutes)}:${pad(seconds)}`
      : `${minutes}:${pad(seconds)}`;
    text(left > 0);
  }
}

// ---- steps

function show(step, focus) {
  for (const section of ['password', 'code', 'enrollment', 'setup', 'session']) {
    element(section).hidden = section !== step;
  }
  element('demo').hidden = step !== 'password';
  const current = !['enrollment', 'setup'].includes(step) ? step : tokens.access ? 'session' : 'code';
  for (const item of element('progress').children) {
    item.removeAttribute('aria-current');
    if (item.dataset.step === current) {
      item.setAttribute('aria-current', 'step');
    }
  }
  (focus ?? element(`${step}-heading`)).focus();
}

function forget() {
  codeToken = null;
  tokens = {};
  enrollmentToken = null;
  timers = [];
  element('tokens').replaceChildren();
  element('code-form').reset();
  element('current-password').value = '';
  forgetSecret();
}

function forgetSecret() {
  element('setup-form').reset();
  element('qr-code').removeAttribute('src');
  element('provisioning-uri').removeAttribute('href');
  element('secret').replaceChildren();
}

function backToPassword() {
  forget();
  show('password', element(element('username').value ? 'current-password' : 'username'));
}

function showCodeStep(token) {
  codeToken = token;
  const claims = claimsOf(token);
  const app = claims.typ === 'totp';
  element('code-sent').hidden = app;
  element('code-app').hidden = !app;
  element('current-password').value = '';
  countDown(element('code-timer'), endOf(claims), (good) => {
    element('code-lifetime').firstChild.textContent = good ? (app ? 'Time left to enter it: ' : 'Good for ')
      : (app ? 'The time to enter a code is over. Start again.' : 'The time for this code is over. Start again.');
  });
  show('code', element('one-time-code'));
}

function showSession(answer) {
  forget();
  for (const type of Object.keys(NAMES)) {
    takeToken(type, answer[type]);
  }
  show('session');
  showFactorPart('factor-loading');
  loadFactor();
}

function showFactor({ method, totp_active: active, methods }) {
  element('factor-method').textContent = nameOf(method);
  element('factor-app').textContent = active ? 'set up' : 'not set up';
  element('method').replaceChildren(...methods.map((value) => new Option(nameOf(value), value)));
  element('method').value = methods.includes(method) ? method : methods[0];
  element('method-form').hidden = !methods.some((value) => value !== method);
  element('set-up').textContent = active ? 'Set up another authenticator app' : 'Set up an authenticator app';
  element('replace').hidden = !active;
  showFactorPart('factor-known');
}

function showFactorPart(id) {
  for (const part of ['factor-loading', 'factor-missing', 'factor-known']) {
    element(part).hidden = part !== id;
  }
  // what had the focus may be gone
  if (element('factor').contains(document.activeElement) && document.activeElement.closest('[hidden]')) {
    element('factor-heading').focus();
  }
}

function nameOf(method) {
  return METHODS[method] ?? method;
}

async function showSetup({ secret, provisioning_uri: uri, qr_code: picture }) {
  // there only where the application has what draws it; the other ways do without
  element('qr-way').hidden = true;
  if (picture) {
    element('qr-code').src = picture;
    await element('qr-code').decode().then(() => {
      element('qr-way').hidden = false;
    }, () => {});
  }
  element('provisioning-uri').href = uri;
  element('secret').replaceChildren(...secret.match(/.{1,4}/g).flatMap((group) => {
    const span = document.createElement('span');
    span.textContent = group;
    return [span, document.createElement('wbr')];
  }));
  show('setup');
}

function leaveSetup() {
  forgetSecret();
  if (tokens.access) {
    show('session', element('factor-known').hidden ? element('factor-heading') : element('set-up'));
  }
  else {
    show('enrollment', element('enroll'));
  }
}

function takeToken(type, text) {
  const claims = claimsOf(text);
  tokens[type] = { text, end: endOf(claims) };
  renderTokens();
}

function renderTokens() {
  timers = [];
  element('tokens').replaceChildren(...Object.entries(tokens).map(([type, { text, end }]) => {
    const card = element('token-template').content.cloneNode(true);
    const heading = card.querySelector('h3');
    heading.textContent = NAMES[type];
    heading.id = `${type}-heading`;
    const article = card.querySelector('article');
    article.id = `${type}-token`;
    article.setAttribute('aria-labelledby', heading.id);
    card.querySelector('tbody').append(...Object.entries(claimsOf(text)).map(claimRow));
    const raw = card.querySelector('pre');
    raw.textContent = text;
    raw.setAttribute('aria-label', NAMES[type]);
    const words = card.querySelector('.lifetime-text');
    countDown(card.querySelector('[role=timer]'), end, (good) => {
      words.textContent = good ? 'Expires in' : 'Expired';
      article.classList.toggle('expired', !good);
    });
    return card;
  }));
}

function claimRow([name, value]) {
  const row = document.createElement('tr');
  const header = document.createElement('th');
  header.scope = 'row';
  header.textContent = name;
  const cell = document.createElement('td');
  cell.textContent = Array.isArray(value) ? value.join(', ') : String(value);
  if (TIME_CLAIMS.includes(name)) {
    const time = document.createElement('span');
    time.className = 'hint';
    time.textContent = ` ${new Date(value * 1000).toLocaleString(document.documentElement.lang)}`;
    cell.append(time);
  }
  row.append(header, cell);
  return row;
}

// ---- actions

// one at a time; a button that is disabled would lose the focus
async function exclusively(control, action) {
  if (busy) {
    return;
  }
  busy = true;
  control.setAttribute('aria-busy', 'true');
  clearMessages();
  try {
    await action();
  }
  catch (error) {
    const failure = (error instanceof Failure) ? error
      : new Failure({ detail: 'The application’s answer is not what this page expects.' });
    showFailure(failure);
  }
  finally {
    busy = false;
    control.removeAttribute('aria-busy');
  }
}

async function sendPassword(form) {
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

async function sendCode(form) {
  const { code } = form.elements;
  let answer;
  try {
    answer = await call(`${AUTH}/auth/`, { body: { code_token: codeToken, code: code.value } });
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
    enrollmentToken = answer.enrollment_token;
    show('enrollment');
  }
  else {
    showSession(answer);
  }
}

async function callMe() {
  try {
    const answer = await call('/api/me', { method: 'GET', bearer: tokens.access.text });
    showMessage(element('status'), 'success', `/api/me answers ${JSON.stringify(answer)}`);
  }
  catch (failure) {
    showFailure(failure, (failure.status === 401) ? 'Refresh the access token, or log in again.' : '');
  }
}

async function takeNewTokens() {
  const answer = await call(`${AUTH}/refresh/`, { body: { refresh: tokens.refresh.text } });
  takeToken('access', answer.access);
  if (answer.refresh) {
    takeToken('refresh', answer.refresh);
  }
  return answer;
}

async function refresh() {
  try {
    const answer = await takeNewTokens();
    showMessage(element('status'), 'success', answer.refresh ? 'There are new access and refresh tokens.'
      : 'There is a new access token.');
  }
  catch (failure) {
    showFailure(failure, (failure.status === 401) ? 'Log in again.' : '');
  }
}

async function logOut() {
  try {
    await call(`${AUTH}/logout/`, { body: { refresh: tokens.refresh.text } });
  }
  catch (failure) {
    showFailure(failure, 'You are still logged in.');
    return;
  }
  backToPassword();
  showMessage(element('status'), 'success', 'You are logged out.',
    'The session is over: its refresh token buys nothing any more.');
}

async function logOutEverywhere() {
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

async function verify() {
  try {
    await call(`${AUTH}/verify/`, { body: { token: tokens.access.text } });
    showMessage(element('status'), 'success', 'The access token is valid.');
  }
  catch (failure) {
    showFailure(failure, (failure.status === 401) ? 'Refresh the access token, or log in again.' : '');
  }
}

// ---- the second factor

// setting an app up may take longer than an access token lives
async function callAsUser(path, options) {
  const mine = tokens;
  try {
    return await call(path, { ...options, bearer: mine.access.text });
  }
  catch (failure) {
    if (failure.code !== 'token_not_valid' || tokens !== mine) {
      throw failure;
    }
    await takeNewTokens();
    return call(path, { ...options, bearer: tokens.access.text });
  }
}

function callEnrollment(path, options) {
  return enrollmentToken ? call(path, { ...options, bearer: enrollmentToken }) : callAsUser(path, options);
}

// beside what the user does meanwhile, who may even have logged out
async function loadFactor() {
  const mine = tokens;
  try {
    const answer = await callAsUser(`${AUTH}/2fa-method/`, { method: 'GET' });
    if (tokens === mine) {
      showFactor(answer);
    }
  }
  catch (failure) {
    if (tokens === mine) {
      showFactorPart('factor-missing');
      showFailure(failure);
    }
  }
}

// what only a login mends; tells whether it was that
function loginAgainAfter(failure) {
  const hint = (failure.code === 'insufficient_user_authentication') ? 'Then make the change once more.'
    : (failure.code === 'totp_already_active') ? 'Log in again, with the code that it shows.'
      : (failure.status !== 401 || failure.code === 'invalid_totp_code') ? null
        : (failure.code === 'token_not_valid') ? 'Log in again.' : '';
  if (hint === null) {
    return false;
  }
  backToPassword();
  showFailure(failure, hint);
  return true;
}

async function setUp() {
  try {
    await showSetup(await callEnrollment(`${AUTH}/totp/setup/`));
  }
  catch (failure) {
    if (!loginAgainAfter(failure)) {
      throw failure;
    }
  }
}

async function confirmSetup(form) {
  const { code } = form.elements;
  try {
    await callEnrollment(`${AUTH}/totp/confirm/`, { body: { code: code.value } });
  }
  catch (failure) {
    if (SECRET_IS_DEAD[failure.code]) {
      leaveSetup();
      showMessage(element('alert'), 'failure', SECRET_IS_DEAD[failure.code], 'Set up again, with a new secret.');
    }
    else if (!loginAgainAfter(failure)) {
      showSetupFailure(form, failure);
    }
    return;
  }
  if (enrollmentToken) {
    backToPassword();
    showMessage(element('status'), 'success', 'The authenticator app is set up.',
      'Log in again, with the code that it shows.');
  }
  else {
    forgetSecret();
    show('session', element('factor-heading'));
    loadFactor();
    showMessage(element('status'), 'success', 'The authenticator app is set up.',
      'The next login asks for the code that it shows.');
  }
}

// next to the field, too: the page is long, and the alert at its top
function showSetupFailure(form, failure) {
  const wrong = failure.code === 'invalid_totp_code';
  const told = wrong ? new Failure({ ...failure, detail: '', fields: { code: [failure.detail] } }) : failure;
  const field = showFormFailure(form, told, wrong ? 'If no code is taken, check the clock of the device.' : '');
  field?.focus();
  field?.select();
}

async function copySecret() {
  try {
    await navigator.clipboard.writeText(element('secret').textContent);
    showMessage(element('status'), 'success', 'The secret is copied.');
  }
  catch {
    // not on plain HTTP from elsewhere, and not where the browser asks and the user refuses
    getSelection().selectAllChildren(element('secret'));
    element('copy').focus();
    showMessage(element('alert'), 'failure', 'The browser does not let this page copy.',
      'The secret is selected: copy it yourself.');
  }
}

async function changeMethod(form) {
  const { method } = form.elements;
  try {
    await callAsUser(`${AUTH}/2fa-method/`, { body: { method: method.value } });
  }
  catch (failure) {
    if (!loginAgainAfter(failure)) {
      const hint = (failure.code === 'no_active_totp') ? 'Set one up first.' : '';
      showFormFailure(form, failure, hint)?.focus();
      // another choice may be left
      if (failure.status === 403) {
        loadFactor();
      }
    }
    return;
  }
  loadFactor();
  showMessage(element('status'), 'success', `The method is changed: ${nameOf(method.value)}.`);
}

// ---- what the controls do

function onSubmit(id, action) {
  const form = element(id);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    exclusively(form, () => action(form));
  });
}

function onClick(id, action) {
  const button = element(id);
  button.addEventListener('click', () => exclusively(button, action));
}

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

// ---- the users to try

function userRow({ username, password, email, enabled }) {
  const row = document.createElement('tr');
  for (const text of [username, password, email ?? 'none']) {
    const cell = document.createElement('td');
    cell.textContent = text;
    row.append(cell);
  }
  if (!enabled) {
    row.firstChild.append(' (disabled)');
  }
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'Fill in';
  button.setAttribute('aria-label', `Fill in ${username}`);
  button.addEventListener('click', () => {
    clearMessages();
    element('username').value = username;
    element('current-password').value = password;
    element('password-form').querySelector('button').focus();
  });
  const cell = document.createElement('td');
  cell.append(button);
  row.append(cell);
  return row;
}

try {
  const users = await call('/sample/users', { method: 'GET' });
  element('demo-users').tBodies[0].append(...users.map(userRow));
  element('demo-users').hidden = false;
}
catch {
  element('demo-missing').hidden = false;
}
