// What the page holds of a login. Tokens live in this module's variables only: what is stored
// (localStorage, cookies) can be stolen later.

import { AUTH, call } from './api.js';

// of a code, enrollment, access and refresh token those that there are; another object after each login and logout
let tokens = {};
let show = () => {};

export function whenTokensChange(action) {
  show = action;
}

export function held() {
  return tokens;
}

export function hold(type, text) {
  const claims = claimsOf(text);
  const token = { text, claims, end: endOf(claims) };
  tokens[type] = token;
  show(tokens);
  return token;
}

export function forgetTokens() {
  tokens = {};
  show(tokens);
}

export async function takeNewTokens() {
  const answer = await call(`${AUTH}/refresh/`, { body: { refresh: tokens.refresh.text } });
  hold('access', answer.access);
  if (answer.refresh) {
    hold('refresh', answer.refresh);
  }
  return answer;
}

// setting an app up may take longer than an access token lives
export async function callAsUser(path, options) {
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

function claimsOf(token) {
  const text = token.split('.')[1].replace(/-/g, '+').replace(/_/g, '/');
  const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes));
}

// counted from now by the token's own lifetime: the clocks of browser and application may differ
function endOf(claims) {
  return Date.now() + (claims.exp - claims.iat) * 1000;
}
