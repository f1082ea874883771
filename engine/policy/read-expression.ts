import type { ASTNode, ParseResult } from '@marcbachmann/cel-js';
import { nearest } from '../model/nearest.ts';
import type { PolicyEnvironment } from './environment.ts';
import type { ExpressionFault } from './expression-problem.ts';
import { faultOf, type KnownNames } from './fault-words.ts';
import { patternFault } from './pattern-fault.ts';

export type Reading =
  { readonly parsed: ParseResult; readonly fault: null } | { readonly parsed: null; readonly fault: ExpressionFault };

/** Reads one expression and checks it without any data: names, members, types, and what it gives. */
export function readExpression(text: string, known: PolicyEnvironment, wanted: 'bool' | 'list' = 'bool'): Reading {
  const { environment } = known;
  try {
    const parsed = environment.parse(text);
    const fault = callFault(parsed.ast, functionsOf(environment)) ?? typeFault(parsed, wanted, { ...known, text });
    return fault === undefined ? { parsed, fault: null } : { parsed: null, fault };
  } catch (error) {
    return { parsed: null, fault: faultOf(error, text, known) };
  }
}

function typeFault(
  parsed: ParseResult,
  wanted: 'bool' | 'list',
  { text, ...known }: KnownNames & { readonly text: string },
): ExpressionFault | undefined {
  const { valid, type = '', error } = parsed.check();
  if (!valid) return faultOf(error, text, known);
  if (wanted === 'list') return ['list<string>', 'list<dyn>', 'list'].includes(type) ? undefined : noNames(type, text);
  if (type === 'bool') return undefined;
  const said = type === 'dyn' ? 'anything' : type;
  return {
    code: 'policy-not-boolean',
    summary: 'An expression that is neither true nor false',
    detail: `It gives ${said}, and must give bool.`,
    cure: type === 'dyn' ? 'Compare it, with == true for instance.' : 'Compare it with something.',
    start: 0,
    end: text.length,
  };
}

function noNames(type: string, text: string): ExpressionFault {
  return {
    code: 'policy-no-names',
    summary: 'An expression for names that gives no list of texts',
    detail: `It gives ${type === 'dyn' ? 'anything' : type}, and must give list<string>.`,
    cure: 'Make a list of texts of it: portal.grants.map(g, g.key), for instance.',
    start: 0,
    end: text.length,
  };
}

/** By the name of each function, for hints. The library itself looks at arguments first, and would blame those. */
function functionsOf(environment: PolicyEnvironment['environment']): ReadonlySet<string> {
  return new Set(environment.getDefinitions().functions.map(({ name }) => name));
}

/** The first call of a function that does not exist, or of a pattern that could run for ever. */
function callFault(root: ASTNode, functions: ReadonlySet<string>): ExpressionFault | undefined {
  const waiting: unknown[] = [root];
  while (waiting.length > 0) {
    const node = waiting.shift();
    if (Array.isArray(node)) waiting.push(...(node as readonly unknown[]));
    if (!isNode(node)) continue;
    const name = node.op === 'call' || node.op === 'rcall' ? node.args[0] : undefined;
    if (name !== undefined && !functions.has(name)) return unknownFunction(node, name, functions);
    if (node.op === 'rcall' && name === 'matches') {
      const fault = patternFault(node.args[2][0]);
      if (fault !== undefined) return fault;
    }
    waiting.push(node.args);
  }
  return undefined;
}

function isNode(value: unknown): value is ASTNode {
  return typeof value === 'object' && value !== null && 'op' in value && 'args' in value;
}

function unknownFunction(node: ASTNode, name: string, functions: ReadonlySet<string>): ExpressionFault {
  const found = nearest(name, functions);
  // A method stands behind what it is called on.
  const from = node.op === 'rcall' ? node.args[1].range.end : node.range.start;
  const at = node.input.indexOf(name, from);
  const start = at < 0 ? node.range.start : at;
  return {
    code: 'policy-unknown-function',
    summary: 'A function that does not exist',
    detail: `There is no function ${name}.`,
    cure: 'Correct the name; docs/policies.md lists what there is.',
    ...(found === undefined ? {} : { hint: `did you mean ${found}?` }),
    start,
    end: start + name.length,
  };
}
