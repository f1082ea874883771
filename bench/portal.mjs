// An emulated tenant of Webex Connect that holds any number of teammates; prints its address and serves until killed.
//   node bench/portal.mjs SIZE
import { createSandbox } from '../dist/providers/kit/sandbox/sandbox.js';
import { createSandboxWorld } from '../dist/providers/kit/sandbox/sandbox-world.js';
import { serveSandbox } from '../dist/providers/kit/sandbox/serve-sandbox.js';
import { createWebexConnectEmulator } from '../dist/providers/webex-connect/emulator/index.js';
import { personOf, portal } from './people.mjs';

let ids = 0;
const world = createSandboxWorld({
  now: Date.now,
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  newId: () => {
    ids += 1;
    return `id-${ids}`;
  },
  random: Math.random,
});
const declared = { name: portal, contacts: { owner: 'owner@acme.example' }, login: 'password', settings: {} };
const emulator = createWebexConnectEmulator({ portal: declared, world });
const size = Number(process.argv[2]);
emulator.seed(Array.from({ length: size }, (_, index) => personOf(index)).map(({ email, role }) => ({ email, role })));
const { url } = await serveSandbox({ sandbox: createSandbox({ world, emulators: [emulator] }), port: 0 });
console.log(url);
