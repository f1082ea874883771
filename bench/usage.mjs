// Preloaded into a measured process: writes its peak memory (KiB) to the file that it is told.
import { writeFileSync } from 'node:fs';

const file = process.env.ROLLCALL_BENCH_USAGE;
if (file !== undefined) process.on('exit', () => writeFileSync(file, String(process.resourceUsage().maxRSS)));
