// What the user takes along from the page.

import { element } from './dom.js';
import { showRefusal, showSuccess } from './messages.js';

export async function copy(text, { from, button, subject, object }) {
  try {
    await navigator.clipboard.writeText(text);
    showSuccess(`${subject} copied.`);
  }
  catch {
    // not on plain HTTP from elsewhere, and not where the browser asks and the user refuses
    getSelection().selectAllChildren(element(from));
    element(button).focus();
    showRefusal('The browser does not let this page copy.', `${subject} selected: copy ${object} yourself.`);
  }
}

export function save(text, file) {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = file;
  link.click();
  URL.revokeObjectURL(url);
}
