// What the page calls the device that it runs on: its own word, for the user's list of sessions. And what it shows next
// time where the device is trusted: that is all that the page stores, and it buys nothing without the password.

const LONGEST = 64;

// of the names that a browser gives, one is made up to keep servers from relying on them
const MADE_UP = /not.*brand/i;

const STORED = 'device-token';

// until a login without it
let withoutTrust = false;

export function deviceName() {
  const { brands = [], platform } = navigator.userAgentData ?? {};
  const browser = brands.map(({ brand }) => brand).find((brand) => !MADE_UP.test(brand)) ?? 'Browser';
  return (platform ? `${browser} on ${platform}` : browser).slice(0, LONGEST);
}

export const asksForFactor = () => withoutTrust;

export const deviceToken = () => (withoutTrust ? undefined : stored((storage) => storage.getItem(STORED)) ?? undefined);

export function keepDeviceToken(token) {
  stored((storage) => storage.setItem(STORED, token));
}

export function dropDeviceToken() {
  stored((storage) => storage.removeItem(STORED));
}

// a login by a trusted device is never a recent one
export function askForFactor(asked) {
  withoutTrust = asked;
}

// a browser may refuse to store anything
function stored(action) {
  try {
    return action(localStorage);
  }
  catch {
    return null;
  }
}
