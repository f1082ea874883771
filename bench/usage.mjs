// Preloaded into a measured process: writes its processor time (ms) and peak memory (KiB) to the file that it is told.
import { writeFileSync } from 'node:fs';

const file = process.env.ROLLCALL_BENCH_USAGE;
if (file !== undefined) {
  process.on('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    writeFileSync(file, JSON.stringify({ cpu: (userCPUTime + systemCPUTime) / 1000, memory: maxRSS }));
  });
}
