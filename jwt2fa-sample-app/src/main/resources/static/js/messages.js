// What the page tells of what happened: in its two live regions, and next to the inputs.

import { element } from './dom.js';

export function showMessage(region, kind, ...lines) {
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

export function clearMessages() {
  showMessage(element('alert'));
  showMessage(element('status'));
  for (const input of document.querySelectorAll('[aria-invalid]')) {
    input.removeAttribute('aria-invalid');
    errorOf(input).textContent = '';
  }
}

export function showFailure(failure, hint) {
  showMessage(element('alert'), 'failure', ...linesOf(failure, hint));
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
  showMessage(element('alert'), 'failure', ...linesOf(failure, hint, lines));
  return first;
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
