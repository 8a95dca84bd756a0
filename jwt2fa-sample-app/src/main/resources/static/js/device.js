// What the page calls the device that it runs on: its own word, for the user's list of sessions.

const LONGEST = 64;

// of the names that a browser gives, one is made up to keep servers from relying on them
const MADE_UP = /not.*brand/i;

export function deviceName() {
  const { brands = [], platform } = navigator.userAgentData ?? {};
  const browser = brands.map(({ brand }) => brand).find((brand) => !MADE_UP.test(brand)) ?? 'Browser';
  return (platform ? `${browser} on ${platform}` : browser).slice(0, LONGEST);
}
