import { existsSync } from 'node:fs';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The browser to test with: what `ROLLCALL_BROWSER` names, else Debian's; undefined where there is none. */
export function findChromium(): string | undefined {
  const named = process.env['ROLLCALL_BROWSER'];
  return named === undefined ? places.find((path) => existsSync(path)) : existsSync(named) ? named : undefined;
}

/** Whether a missing browser is a failure. */
export function isBrowserRequired(): boolean {
  return process.env['ROLLCALL_BROWSER_REQUIRED'] === '1';
}
