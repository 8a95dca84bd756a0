// The users to try.

import { element } from './dom.js';
import { call } from './jwt2fa.js';
import { clearMessages } from './messages.js';

export async function showUsers() {
  try {
    const users = await call('/sample/users', { method: 'GET' });
    element('demo-users').tBodies[0].append(...users.map(userRow));
    element('demo-users').hidden = false;
  }
  catch {
    element('demo-missing').hidden = false;
  }
}

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
