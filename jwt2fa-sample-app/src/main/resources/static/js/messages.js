// What the page tells of what happened: in its two live regions, and next to the inputs.

import { create, element } from './dom.js';

export function showSuccess(...lines) {
  showMessage('status', 'success', lines);
}

export function showRefusal(...lines) {
  showMessage('alert', 'failure', lines);
}

export function showFailure(failure, hint) {
  showRefusal(...linesOf(failure, hint));
}

// all else is out of reach while a dialog is open, so each has regions of its own
function regions(role) {
  return document.querySelectorAll(`dialog[open] [role=${role}], body > main > [role=${role}]`);
}

function showMessage(role, kind, lines) {
  const region = [...regions(role)].at(-1);
  region.replaceChildren(create('div', { className: `message ${kind}` },
    ...lines.map((line) => create('p', { textContent: line }))));
  region.scrollIntoView({ block: 'nearest' });
}

export function clearMessages() {
  for (const region of document.querySelectorAll('main [role=alert], main [role=status]')) {
    region.replaceChildren();
  }
  for (const input of document.querySelectorAll('[aria-invalid]')) {
    input.removeAttribute('aria-invalid');
    errorOf(input).textContent = '';
  }
}

// puts the texts next to their inputs, the rest and a summary into the alert
export function showFormFailure(form, failure, hint) {
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
  showRefusal(...linesOf(failure, hint, lines));
  return first;
}

function errorOf(input) {
  return element(`${input.id}-error`);
}

export function inWords(seconds) {
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
