// Loaded before the program (node --import): ends it with SIGKILL at the Nth write of a ledger line, so that nothing of
// the program can tidy up. KILL_AT is N from 1; KILL_WHEN is `before` (nothing written), `torn` (half a line written),
// or `after` (written and synced, and nobody told). KILL_SIGNAL names another signal: SIGSTOP pauses it there.
import { open } from 'node:fs/promises';

const at = Number(process.env.KILL_AT);
const { KILL_WHEN: when, KILL_SIGNAL: signal = 'SIGKILL' } = process.env;
const probe = await open(process.execPath, 'r');
const prototype = Object.getPrototypeOf(probe);
await probe.close();

const { appendFile, datasync } = prototype;
let count = 0;
let pending = false;

prototype.appendFile = async function appendThenDie(bytes, ...rest) {
  count += 1;
  if (count !== at) return appendFile.call(this, bytes, ...rest);
  if (when === 'before') die();
  if (when === 'torn') {
    const data = Buffer.from(bytes);
    await appendFile.call(this, data.subarray(0, Math.ceil(data.length / 2)));
    die();
  }
  pending = when === 'after';
  return appendFile.call(this, bytes, ...rest);
};

prototype.datasync = async function syncThenDie() {
  await datasync.call(this);
  if (!pending) return;
  pending = false;
  die();
};

function die() {
  process.kill(process.pid, signal);
}
