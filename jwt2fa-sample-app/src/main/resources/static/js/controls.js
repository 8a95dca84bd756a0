// What the buttons and forms do, one action at a time.

import { element } from './dom.js';
import { Failure } from './jwt2fa.js';
import { clearMessages, showFailure } from './messages.js';

let busy = false;

export function onSubmit(id, action) {
  const form = element(id);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    exclusively(form, () => action(form));
  });
}

export function onClick(control, action) {
  const button = (typeof control === 'string') ? element(control) : control;
  button.addEventListener('click', () => exclusively(button, action));
}

// one at a time; a button that is disabled would lose the focus
export async function exclusively(control, action) {
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
