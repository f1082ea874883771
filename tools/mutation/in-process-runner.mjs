// A test runner for Stryker that loads the tests of a room once and runs them again for each mutant, in its own process.
// vitest's runner starts a worker and imports everything anew for each mutant: ten to thirty times as long.
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import { DryRunStatus, MutantRunStatus, TestStatus } from '@stryker-mutator/api/test-runner';
import { collect, collected, run } from './harness.mjs';

const space = (globalThis.__stryker__ ??= {});
const harness = new URL('harness.mjs', import.meta.url).href;

class InProcessRunner {
  /** How long each test took without a mutant. */
  took = {};
  /** In the sandbox, for the processes that follow one that was stopped. */
  tookFile = '';
  isLeftRunning = false;

  capabilities() {
    return { reloadEnvironment: false };
  }

  async init() {
    process.env['NODE_ENV'] = 'test';
    // What an earlier mutant left running may fail late; each test is judged by its own end alone.
    process.on('unhandledRejection', () => {});
    process.on('uncaughtException', () => {});
    registerHooks({
      resolve: (specifier, context, next) =>
        specifier === 'vitest' ? { url: harness, shortCircuit: true } : next(specifier, context),
    });
    const { tests, leftOut } = JSON.parse(process.env['ROLLCALL_MUTATION_ROOM']);
    const files = globSync(tests, { exclude: leftOut }).sort();
    for (const file of files) await collect(file, pathToFileURL(resolve(file)).href);
    // Not when this file is loaded: the process enters the sandbox after that.
    this.tookFile = resolve('.took.json');
    if (existsSync(this.tookFile)) this.took = JSON.parse(readFileSync(this.tookFile, 'utf8'));
  }

  async dryRun() {
    const results = [];
    for (const test of collected()) {
      space.currentTestId = test.id;
      const began = performance.now();
      const failure = await run(test);
      space.currentTestId = undefined;
      const timeSpentMs = performance.now() - began;
      this.took[test.id] = timeSpentMs;
      const common = { id: test.id, name: test.full, timeSpentMs, fileName: relative('.', test.file) };
      if (failure === null) results.push({ ...common, status: TestStatus.Success });
      else results.push({ ...common, status: TestStatus.Failed, failureMessage: String(failure?.stack ?? failure) });
    }
    writeFileSync(this.tookFile, JSON.stringify(this.took));
    return { status: DryRunStatus.Complete, tests: results, mutantCoverage: space.mutantCoverage };
  }

  async mutantRun({ testFilter, hitLimit, activeMutant }) {
    // What still runs would disturb the tests of the next mutant: Stryker starts another process and tries again.
    if (this.isLeftRunning) process.exit(1);
    const wanted = testFilter === undefined ? null : new Set(testFilter);
    const tests = collected().filter(({ id }) => wanted === null || wanted.has(id));
    // The short ones first: most mutants are found by many.
    tests.sort((a, b) => (this.took[a.id] ?? 0) - (this.took[b.id] ?? 0));
    Object.assign(space, { hitCount: 0, hitLimit, activeMutant: activeMutant.id });
    const began = performance.now();
    for (const [index, test] of tests.entries()) {
      const failure = await runWhileAlive(test, this.took[test.id] ?? 1000);
      if (failure === null) continue;
      const duration = performance.now() - began;
      const tooOften = hitLimit !== undefined && space.hitCount > hitLimit;
      space.activeMutant = undefined;
      // The same test must pass right after without the mutant: else an earlier one has left something behind, and the
      // process is given up; Stryker starts another and tries again.
      if (failure !== hung && failure !== waiting && (await run(test)) !== null) process.exit(1);
      if (failure === hung || failure === waiting) {
        // Without the mutant most of what went round and round comes to its end; else it would disturb the next one.
        this.isLeftRunning = failure === hung && !(await comesToRest());
        return { status: MutantRunStatus.Timeout, reason: 'a test went on for ever', duration };
      }
      if (tooOften) return { status: MutantRunStatus.Timeout, reason: `hit more than ${hitLimit} times`, duration };
      const failureMessage = String(failure?.message ?? failure);
      return { status: MutantRunStatus.Killed, killedBy: [test.id], failureMessage, nrOfTests: index + 1, duration };
    }
    space.activeMutant = undefined;
    return { status: MutantRunStatus.Survived, nrOfTests: tests.length, duration: performance.now() - began };
  }
}

const hung = new Error('It goes on for ever.');
const waiting = new Error('It waits for what never comes.');

/** Whether the processor has nothing more to do within a while. */
async function comesToRest() {
  for (let tries = 0; tries < 10; tries += 1) {
    const begun = process.cpuUsage();
    await new Promise((end) => setTimeout(end, 50));
    const { user, system } = process.cpuUsage(begun);
    if (user + system < 5000) return true;
  }
  return false;
}

/** A test that waits for what never comes uses no time of the processor; one that goes round and round uses too much. */
async function runWhileAlive(test, took) {
  const begun = process.cpuUsage();
  let idle = 0;
  let used = 0;
  let timer;
  const waits = new Promise((end) => {
    timer = setInterval(() => {
      const { user, system } = process.cpuUsage(begun);
      const now = (user + system) / 1000;
      idle = now - used < 10 ? idle + 1 : 0;
      used = now;
      if (idle === 3) end(waiting);
      else if (used > 3 * took + 500) end(hung);
    }, 500);
  });
  const failure = await Promise.race([run(test), waits]);
  clearInterval(timer);
  return failure;
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'in-process', InProcessRunner)];
