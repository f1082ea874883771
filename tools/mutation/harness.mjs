// What the tests of a room take from 'vitest', small enough to run them again and again in one process: collected once,
// run for each mutant in milliseconds. Assertions are vitest's own. A test that takes more than stands here fails at once.
import * as chaiExpect from '@vitest/expect';

const { chai, getState, setState } = chaiExpect;
chai.use(chaiExpect.JestExtend);
chai.use(chaiExpect.JestChaiExpect);
chai.use(chaiExpect.JestAsymmetricMatchers);

export const expect = Object.assign(
  (value, message) => chai.expect(value, message),
  chai.expect,
  globalThis[chaiExpect.ASYMMETRIC_MATCHERS_OBJECT],
);
setState({ assertionCalls: 0, isExpectingAssertions: false }, expect);
globalThis[chaiExpect.GLOBAL_EXPECT] = expect;
expect.getState = () => getState(expect);

const tests = [];
let suite = newSuite('', null);
let finishing = [];

function newSuite(name, parent) {
  return { name, parent, beforeAll: [], beforeEach: [], afterEach: [], afterAll: [] };
}

/** Imports one file; its tests come behind those that are known. */
export async function collect(file, url) {
  suite = newSuite(file, null);
  await import(url);
}

/** All tests, in the order in which they were collected: { id, name, file, body, suite }. */
export function collected() {
  return tests;
}

function add(name, body) {
  const names = [];
  let root = suite;
  for (; root.parent !== null; root = root.parent) names.unshift(root.name);
  const full = [...names, name].join(' > ');
  const same = tests.filter((one) => one.file === root.name && one.full === full).length;
  tests.push({ id: `${root.name}#${full}${same === 0 ? '' : ` (${same + 1})`}`, full, file: root.name, body, suite });
}

function group(name, body) {
  const outer = suite;
  suite = newSuite(name, outer);
  body();
  suite = outer;
}

/** As vitest names and spreads them; the number of the row makes each name one of its kind. */
function eachOf(declare) {
  return (rows) => (name, body) => {
    rows.forEach((row, index) => {
      declare(`${name} [${index}]`, () => body(...(Array.isArray(row) ? row : [row])));
    });
  };
}

const leaveOut = () => {};
export const test = Object.assign(add, {
  each: eachOf(add),
  skip: leaveOut,
  skipIf: (condition) => (condition ? leaveOut : add),
  runIf: (condition) => (condition ? add : leaveOut),
});
export const it = test;
export const describe = Object.assign(group, {
  each: eachOf(group),
  skip: leaveOut,
  skipIf: (condition) => (condition ? leaveOut : group),
  runIf: (condition) => (condition ? group : leaveOut),
});
export const beforeAll = (body) => void suite.beforeAll.push(body);
export const beforeEach = (body) => void suite.beforeEach.push(body);
export const afterEach = (body) => void suite.afterEach.push(body);
export const afterAll = (body) => void suite.afterAll.push(body);
export const onTestFinished = (body) => void finishing.push(body);

/** Runs one test with the hooks of the suites around it. Returns what it failed with, or null. */
export async function run(one) {
  const around = [];
  for (let each = one.suite; each !== null; each = each.parent) around.unshift(each);
  finishing = [];
  const failures = [];
  const steps = [
    ...around.flatMap((each) => [...each.beforeAll, ...each.beforeEach]),
    one.body,
    async () => {
      for (const body of finishing.reverse()) await body();
    },
    ...around.reverse().flatMap((each) => [...each.afterEach, ...each.afterAll]),
  ];
  for (const [index, step] of steps.entries()) {
    const isOver = failures.length > 0 && index <= steps.indexOf(one.body);
    if (isOver) continue;
    try {
      await step();
    } catch (error) {
      // What throws null has failed as well.
      failures.push(error ?? new Error(`It threw ${error}.`));
    }
  }
  return failures[0] ?? null;
}
