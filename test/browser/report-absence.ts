import { findChromium, isBrowserRequired } from './support/find-chromium.ts';

/** Says once, before the tests, that they are left out; fails instead where a browser is required. */
export function setup(): void {
  if (findChromium() !== undefined) return;
  const text = 'Browser tests left out: no Chromium found (install it with: apt-get install -y chromium).';
  if (isBrowserRequired()) throw new Error(`${text} ROLLCALL_BROWSER_REQUIRED=1 asks for them.`);
  console.warn(text);
}
