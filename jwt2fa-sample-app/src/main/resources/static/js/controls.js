// What the buttons and forms do, one action at a time.

import { Failure } from './api.js';
import { element } from './dom.js';
import { clearMessages, showFailure } from './messages.js';

let busy = false;

export function onSubmit(id, action) {
  const form = element(id);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    exclusively(form, () => action(form));
  });
}

export function onClick(id, action) {
  const button = element(id);
  button.addEventListener('click', () => exclusively(button, action));
}

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
