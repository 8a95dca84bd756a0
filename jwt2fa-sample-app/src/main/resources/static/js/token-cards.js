// The tokens of a session, for all to see: no real page does that.

import { countDown } from './countdown.js';
import { element } from './dom.js';

const NAMES = { access: 'Access token', refresh: 'Refresh token' };
const TIME_CLAIMS = ['exp', 'iat', 'nbf', 'auth_time'];

export function showTokens(tokens) {
  element('tokens').replaceChildren(...Object.keys(NAMES).filter((type) => tokens[type]).map((type) => {
    const { text, claims, end } = tokens[type];
    const card = element('token-template').content.cloneNode(true);
    const heading = card.querySelector('h3');
    heading.textContent = NAMES[type];
    heading.id = `${type}-heading`;
    const article = card.querySelector('article');
    article.id = `${type}-token`;
    article.setAttribute('aria-labelledby', heading.id);
    card.querySelector('tbody').append(...Object.entries(claims).map(claimRow));
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
  cell.textContent = Array.isArray(value) ? value.join(', ')
    : (typeof value === 'object') ? JSON.stringify(value) : String(value);
  if (TIME_CLAIMS.includes(name)) {
    const time = document.createElement('span');
    time.className = 'hint';
    time.textContent = ` ${new Date(value * 1000).toLocaleString(document.documentElement.lang)}`;
    cell.append(time);
  }
  row.append(header, cell);
  return row;
}
