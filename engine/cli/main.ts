#!/usr/bin/env node
import { runProgram } from './program.ts';
import { watchOutput } from './watch-output.ts';

watchOutput(process);
process.exitCode = await runProgram(process.argv.slice(2), process);
