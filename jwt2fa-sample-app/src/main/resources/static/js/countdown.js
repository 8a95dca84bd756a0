// The time that a code or a token has left.

let timers = [];

export function countDown(target, end, text) {
  timers.push({ target, end, text });
  tick();
}

export function stopCountdowns() {
  timers = [];
}

export function tick() {
  for (const { target, end, text } of timers) {
    const left = Math.max(0, Math.ceil((end - Date.now()) / 1000));
    const [hours, minutes, seconds] = [Math.floor(left / 3600), Math.floor(left / 60) % 60, left % 60];
    const pad = (number) => String(number).padStart(2, '0');
    target.textContent = (left === 0) ? '' : (hours > 0) ? `${hours}:${pad(minutes)}:${pad(seconds)}`
      : `${minutes}:${pad(seconds)}`;
    text(left > 0);
  }
}
