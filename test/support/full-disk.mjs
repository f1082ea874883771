// Loaded before the program (node --import): the disk is full from the Nth append to the ledger on. Half of those bytes
// still find room, as on a real disk; then every write to a file fails with ENOSPC. FULL_AT is N from 1.
import { open } from 'node:fs/promises';

const at = Number(process.env.FULL_AT);
const probe = await open(process.execPath, 'r');
const prototype = Object.getPrototypeOf(probe);
await probe.close();

const { appendFile, writeFile } = prototype;
let count = 0;

function full() {
  return Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', syscall: 'write' });
}

prototype.appendFile = async function appendWhileThereIsRoom(bytes, ...rest) {
  count += 1;
  if (count < at) return appendFile.call(this, bytes, ...rest);
  if (count === at) await appendFile.call(this, Buffer.from(bytes).subarray(0, bytes.length >> 1));
  throw full();
};

prototype.writeFile = async function writeWhileThereIsRoom(...args) {
  if (count < at) return writeFile.apply(this, args);
  throw full();
};
