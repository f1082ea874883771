// Loaded before the program (node --import): ends it with SIGKILL at the Nth request to a portal or to the sandbox.
// KILL_AT_REQUEST is N from 1; KILL_REQUEST_WHEN is `before` (nothing of it has left) or `after` (whoever was asked has
// acted and answers, and nothing of the answer was read). KILL_SIGNAL names another signal: SIGSTOP pauses it there.
import diagnostics from 'node:diagnostics_channel';

const at = Number(process.env.KILL_AT_REQUEST);
const channel = process.env.KILL_REQUEST_WHEN === 'before' ? 'undici:request:create' : 'undici:request:headers';
const { KILL_SIGNAL: signal = 'SIGKILL' } = process.env;
let count = 0;

diagnostics.subscribe(channel, () => {
  count += 1;
  if (count === at) process.kill(process.pid, signal);
});
