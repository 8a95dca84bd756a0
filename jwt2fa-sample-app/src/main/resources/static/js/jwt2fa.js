/**
 * The JSON API of jwt2fa for a page: one function for each endpoint. It needs nothing else, knows nothing of the page
 * and keeps no token, so it can be copied into an application as it is; webauthn.js, beside it, is the browser's part
 * of passkeys.
 *
 * Each function resolves to the object that the endpoint answers, and is rejected with a Failure. Members that are
 * `undefined` are not sent. `bearer` is the text of an access token, at the set-up of factors also of an enrollment
 * token.
 *
 * In browser mode, which keepInCookies() turns on, no answer has a refresh token: it is in a cookie that no script can
 * read, and goes along by itself.
 */

/** Where the endpoints are: the property `jwt2fa.base-path`. */
export const BASE = '/auth';

/** After how many milliseconds without an answer a request is given up. */
const TIMEOUT = 30000;

let inCookies = false;

/** Turns browser mode on, before the first request: where the property `jwt2fa.cookies.prefix` is set. */
export function keepInCookies() {
  inCookies = true;
}

/** Whether the refresh token is in a cookie: then refresh() and logOut() need none. */
export const areInCookies = () => inCookies;

/** What went wrong, in words and for programs. Without a status there was no answer. */
export class Failure extends Error {

  /**
   * @param {object} what
   * @param {string} what.detail the words for the user, perhaps empty where the fields have some
   * @param {number} [what.status] the HTTP status
   * @param {string} [what.code] what it is, such as `authentication_failed`
   * @param {Object<string, string[]>} [what.fields] what is wrong with which member of the body
   * @param {number} [what.retryAfter] seconds until it is worth trying again
   * @param {{acr_values?: string, max_age?: number}} [what.challenge] which factors are missing or too old (RFC 9470);
   *   stepUp() takes it as it is
   */
  constructor({ status, code, detail, fields = {}, retryAfter, challenge }) {
    super(detail);
    Object.assign(this, { status, code, detail, fields, retryAfter, challenge });
  }

  // problem: {"detail", "code", "errors": {"field": ["…"]}}; drf: {"detail", "code"} or {"field": ["…"]}
  static of(response, body) {
    const problem = isObject(body) ? body : {};
    const fields = Object.fromEntries(Object.entries(isObject(problem.errors) ? problem.errors : problem)
      .filter(([, texts]) => Array.isArray(texts) && texts.every((text) => typeof text === 'string')));
    const { non_field_errors: general = [], ...named } = fields;
    let detail = [problem.detail, ...general].filter((text) => typeof text === 'string').join(' ');
    if (!detail && Object.keys(named).length === 0) {
      detail = `The application answered with status ${response.status} and no explanation.`;
    }
    const retryAfter = Number.parseInt(response.headers.get('Retry-After'), 10);
    const challenge = challengeOf(response.headers.get('WWW-Authenticate') ?? '');
    return new Failure({ status: response.status, code: problem.code, detail, fields: named, retryAfter, challenge });
  }

}

/**
 * Sends a request that is answered with JSON; an application's own, too.
 * @param {string} path
 * @param {{method?: string, body?: object, bearer?: string, cookies?: boolean}} [options] POST without cookies unless
 *   told otherwise
 */
export async function call(path, { method = 'POST', body, bearer, cookies = false } = {}) {
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
  if (cookies) {
    // no form and no other site's script can send it unasked
    headers['Jwt2fa-Tokens'] = 'cookie';
  }
  let response;
  let text;
  try {
    response = await fetch(path, {
      method, headers, body: body && JSON.stringify(body),
      cache: 'no-store', credentials: cookies ? 'same-origin' : 'omit', signal: AbortSignal.timeout(TIMEOUT),
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

const post = (path, body, bearer) => call(BASE + path, { body, bearer });

/**
 * What reads or writes the cookie, one at a time over all tabs: a refresh token is good for one refresh, and the next
 * tab has to send the one that this answer brings. Over https and on localhost alone browsers have locks, and the
 * cookie too.
 */
const postForTokens = (path, body) => inCookies
  ? navigator.locks.request('jwt2fa', () => call(BASE + path, { body, cookies: true })) : post(path, body);

/**
 * The first step. Answers `{access, refresh?}` where no second factor is asked for, else `{token, method, methods,
 * resend_after?, public_key?}`: show what `method` needs, and a way to each other of `methods`.
 * @param {string[]} methods what this client can do, such as `['totp', 'code-sender']`
 * @param {string} [deviceName] what sessions() calls this client, up to 64 characters
 * @param {string} [deviceToken] what auth() answered where the device is trusted; if a second factor is asked for all the
 * same, drop it. In cookies the browser shows it by itself
 * @param {boolean} [withFactor] whether a second factor is to be asked for on a trusted device too, for a recent login
 */
export function getCode(username, password, methods, deviceName, deviceToken, withFactor) {
  const body = { username, password, methods, device_name: deviceName };
  if (inCookies) {
    // without the header nobody looks at the cookie of the device
    return withFactor ? post('/get-code/', body) : postForTokens('/get-code/', body);
  }
  return post('/get-code/', { ...body, device_token: withFactor ? undefined : deviceToken });
}

/** Sends a code, once more or for the first time: `{token, method, resend_after}`. The new token replaces the other. */
export const sendCode = (codeToken, method) => post('/get-code/', { code_token: codeToken, method });

/**
 * The second step. Answers `{access, refresh?, recovery_codes_left?, device_token?}`; `{enrollment_token}` where the method is not
 * enough: then factors() tells what can be set up; `{access}` after stepUp().
 * @param {string} codeToken the token of getCode(), sendCode(), passkeyOptions() or stepUp()
 * @param {{method?: string, code?: string, credential?: object}} proof a code, or the credential of askPasskey()
 * @param {string} [deviceName] what sessions() calls this client, up to 64 characters
 * @param {boolean} [trustDevice] whether the password is to be enough next time; then keep `device_token` for getCode()
 */
export const auth = (codeToken, proof, deviceName, trustDevice) => postForTokens('/auth/',
  { code_token: codeToken, ...proof, device_name: deviceName, trust_device: trustDevice });

/** Begins a login by passkey alone: `{token, public_key}`, for askPasskey() and auth(). 404 where it is turned off. */
export const passkeyOptions = () => post('/passkey/options/', {});

/**
 * New tokens for a refresh token: `{access, refresh?}`. Keep the new one in place of the other. In browser mode look
 * whose access token it is: somebody else may have logged in since, in another tab.
 * @param {string} [token] the refresh token, unless it is in a cookie
 */
export const refresh = (token) => postForTokens('/refresh/', { refresh: token });

/** Whether a token is valid: `{}`, or a Failure. */
export const verify = (token) => post('/verify/', { token });

/**
 * Ends the session of a refresh token: `{}`.
 * @param {string} [token] the refresh token, unless it is in a cookie
 */
export const logOut = (token) => postForTokens('/logout/', { refresh: token });

/** Ends all sessions of the user: `{}`. Needs a recent login. */
export const logOutEverywhere = (bearer) => post('/logout-all/', undefined, bearer);

/**
 * Where the user is logged in, the newest first: `{sessions: [{id, current, started_at, last_used_at, ends_at, method,
 * name}], trusted_devices: [{id, name, created_at, last_used_at, ends_at}]}`.
 */
export const sessions = (bearer) => call(`${BASE}/sessions/`, { method: 'GET', bearer });

/** Ends one of these, by its id: `{}`. Needs a recent login. */
export const endOtherSession = (bearer, id) => post('/sessions/end/', { id }, bearer);

/**
 * What the user has set up: `{method, methods, can_set_up, factors, recovery_codes_left, user_handle?}`; with an
 * enrollment token `{can_set_up}` alone.
 */
export const factors = (bearer) => call(`${BASE}/factors/`, { method: 'GET', bearer });

/** Removes a factor: `{}`. `{method, id?, end_other_sessions?}`, as factors() told it. Needs a recent login. */
export const removeFactor = (bearer, factor) => post('/factors/remove/', factor, bearer);

/** Makes a method that of the next logins: `{}`. `{method, end_other_sessions?}`. Needs a recent login. */
export const changeMethod = (bearer, choice) => post('/2fa-method/', choice, bearer);

/** Makes new recovery codes, and ends the old ones: `{recovery_codes}`. Needs a recent login. */
export const makeRecoveryCodes = (bearer) => post('/recovery-codes/', {}, bearer);

/** Begins the set-up of an authenticator app: `{secret, provisioning_uri, qr_code?}`. Needs a recent login. */
export const setUpTotp = (bearer) => post('/totp/setup/', {}, bearer);

/** Completes it: `{recovery_codes?}`. `{code, recovery_codes?, end_other_sessions?}`. */
export const confirmTotp = (bearer, proof) => post('/totp/confirm/', proof, bearer);

/** Begins the set-up of a passkey: `{token, public_key}`, for createPasskey(). Needs a recent login. */
export const setUpPasskey = (bearer) => post('/passkey/setup/', {}, bearer);

/** Completes it: `{passkey, recovery_codes?}`. `{token, credential, label?, recovery_codes?, end_other_sessions?}`. */
export const confirmPasskey = (bearer, proof) => post('/passkey/confirm/', proof, bearer);

/**
 * Asks for a factor within the session, as a Failure's challenge says: `{token, method, methods, …}`, as getCode().
 * 403 `2fa_method_not_available`: only a new login helps.
 * @param {{acr_values?: string, max_age?: number, methods: string[]}} what
 */
export const stepUp = (bearer, what) => post('/step-up/', what, bearer);

// Bearer error="insufficient_user_authentication", acr_values="FACTOR_TOTP", max_age=300
function challengeOf(header) {
  if (!header.includes('insufficient_user_authentication')) {
    return undefined;
  }
  const [, factors] = /acr_values="([^"]*)"/.exec(header) ?? [];
  const [, age] = /max_age="?(\d+)/.exec(header) ?? [];
  return { acr_values: factors, max_age: age && Number(age) };
}

function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
