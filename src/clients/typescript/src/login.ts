import assert from 'node:assert/strict';

import createClient from 'openapi-fetch';
import { TOTP, URI } from 'otpauth';

import type { paths } from './generated/openapi.js';
import { Sample } from './sample.js';

const sample = await Sample.start();
try {
  await tour(sample);
} finally {
  await sample.stop();
}

/** From the password to the logout, by typed calls alone. */
async function tour(sample: Sample): Promise<void> {
  const client = createClient<paths>({ baseUrl: sample.url, headers: { 'Accept-Language': 'en' } });

  const wrong = await client.POST('/auth/get-code/', { body: { username: 'alice', password: 'not hers' } });
  assert.equal(wrong.response.status, 401);
  assert.equal(wrong.error?.code, 'authentication_failed');

  const begun = await client.POST('/auth/get-code/', {
    body: { username: 'alice', password: 'alice-password', methods: ['code-sender', 'totp'] },
  });
  assert(begun.data !== undefined && 'methods' in begun.data, 'An answer to who says what it can do');
  assert.equal(begun.data.method, 'code-sender');

  const login = await client.POST('/auth/auth/', {
    body: { code_token: begun.data.token, code: await sample.mailedCode(), device_name: 'A generated client' },
  });
  assert(login.data !== undefined && 'access' in login.data, 'The tokens of a login');
  assert(login.data.refresh !== undefined, 'A refresh token in the body');
  const bearer = { Authorization: `Bearer ${login.data.access}` };

  const setup = await client.POST('/auth/totp/setup/', { headers: bearer });
  assert(setup.data !== undefined);
  const app = URI.parse(setup.data.provisioning_uri);
  assert(app instanceof TOTP);
  const confirmed = await client.POST('/auth/totp/confirm/', {
    headers: bearer,
    body: { code: app.generate(), recovery_codes: true },
  });
  assert.equal(confirmed.data?.recovery_codes?.length, 10);

  const list = await client.GET('/auth/factors/', { headers: bearer });
  assert(list.data !== undefined && 'factors' in list.data, 'What an access token is told');
  assert.deepEqual(list.data.factors, [{ method: 'totp' }]);
  assert.equal(list.data.recovery_codes_left, 10);

  const sessions = await client.GET('/auth/sessions/', { headers: bearer });
  assert.equal(sessions.data?.sessions[0]?.name, 'A generated client');

  const refreshed = await client.POST('/auth/refresh/', { body: { refresh: login.data.refresh } });
  assert(refreshed.data !== undefined && 'access' in refreshed.data, 'The tokens of a refresh');
  assert(refreshed.data.refresh !== undefined, 'The next refresh token');

  const loggedOut = await client.POST('/auth/logout/', { body: { refresh: refreshed.data.refresh } });
  assert.deepEqual(loggedOut.data, {});

  const refused = await client.POST('/auth/refresh/', { body: { refresh: refreshed.data.refresh } });
  assert.equal(refused.error?.code, 'token_not_valid');
  console.log('Logged in, set up TOTP, refreshed and logged out');
}
