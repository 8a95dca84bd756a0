// The time that a code or a token has left, or that is left until a code may be sent again.

let timers = [];

export function countDown(target, end, text) {
  stopCountdown(target);
  const timer = { target, end, text };
  timers.push(timer);
  tell(timer);
}

export function stopCountdown(target) {
  timers = timers.filter((timer) => timer.target !== target);
}

export function tick() {
  // those of cards that were replaced end by themselves
  timers = timers.filter(({ target }) => target.isConnected);
  timers.forEach(tell);
}

function tell({ target, end, text }) {
  const left = secondsUntil(end);
  const [hours, minutes, seconds] = [Math.floor(left / 3600), Math.floor(left / 60) % 60, left % 60];
  const pad = (number) => String(number).padStart(2, '0');
  target.textContent = (left === 0) ? '' : (hours > 0) ? `${hours}:${pad(minutes)}:${pad(seconds)}`
    : `${minutes}:${pad(seconds)}`;
  text(left > 0);
}

export function secondsUntil(end) {
  return Math.max(0, Math.ceil((end - Date.now()) / 1000));
}
