// What the page holds of a login. Tokens live in this module's variables only: what a script can find in a store
// (localStorage, most cookies) can be stolen later.

import { Failure, areInCookies, refresh } from './jwt2fa.js';

// of an enrollment, access and refresh token those that there are, in browser mode never the last; another object after
// each login and logout
let tokens = {};
let show = () => {};

export function whenTokensChange(action) {
  show = action;
}

export function held() {
  return tokens;
}

export function hold(type, text) {
  tokens[type] = readToken(text);
  show(tokens);
}

export function forgetTokens() {
  tokens = {};
  show(tokens);
}

export async function takeNewTokens() {
  const mine = tokens;
  const answer = await refresh(mine.refresh?.text);
  if (tokens !== mine) {
    // another login, or none, since then
    throw new Failure({ detail: 'This session is over.' });
  }
  if (readToken(answer.access).claims.sub !== mine.access.claims.sub) {
    // nothing that this user began may go on as somebody else
    throw new Failure({
      status: 401, code: 'token_not_valid', detail: 'Somebody else has logged in since, in another tab.',
    });
  }
  hold('access', answer.access);
  if (answer.refresh) {
    hold('refresh', answer.refresh);
  }
  return answer;
}

// with the access token, that may expire while the user reads; where there is an enrollment token, with that
export async function callAsUser(action, ...parameters) {
  const mine = tokens;
  try {
    return await action((mine.enrollment ?? mine.access).text, ...parameters);
  }
  catch (failure) {
    if (failure.code !== 'token_not_valid' || !canRefresh(mine) || tokens !== mine) {
      throw failure;
    }
    await takeNewTokens();
    return action(tokens.access.text, ...parameters);
  }
}

const canRefresh = ({ access, refresh: own }) => Boolean(own || (access && areInCookies()));

// its end is counted from now by its own lifetime: the clocks of browser and application may differ
export function readToken(text) {
  const body = text.split('.')[1].replace(/-/g, '+').replace(/_/g, '/');
  const bytes = Uint8Array.from(atob(body), (char) => char.charCodeAt(0));
  const claims = JSON.parse(new TextDecoder().decode(bytes));
  return { text, claims, end: Date.now() + (claims.exp - claims.iat) * 1000 };
}
