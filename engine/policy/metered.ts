import type { ASTNode } from '@marcbachmann/cel-js';
import { isJsonObject } from '../model/json.ts';
import type { Meter } from './meter.ts';

/**
 * Puts a meter into a checked expression: each turn of a loop counts, and what `+` makes is measured. The library has
 * no hook for it, so this knows the form of its syntax tree; its version is pinned, and a test runs rules without end.
 */
export function meter(root: ASTNode, current: () => Meter): void {
  const seen = new Set<object>();
  const waiting: unknown[] = [root];
  for (let node = waiting.pop(); waiting.length > 0 || node !== undefined; node = waiting.pop()) {
    if (typeof node !== 'object' || node === null || seen.has(node)) continue;
    seen.add(node);
    if (Array.isArray(node)) {
      waiting.push(...(node as readonly unknown[]));
      continue;
    }
    const parts = node as Parts;
    if (parts.op === 'comprehension') countTurns(parts, current);
    if (parts.op === '+') measure(parts, current);
    waiting.push(parts.args, parts.meta?.alternate, parts.meta?.macro);
    if (parts.op === undefined) waiting.push(...(Object.values(node) as readonly unknown[]));
  }
}

/** What is used here of a node, and of what a macro became. */
interface Parts {
  readonly op?: string;
  args?: unknown;
  handle?: (...given: readonly unknown[]) => unknown;
  readonly meta?: { readonly alternate?: unknown; readonly macro?: unknown };
}

interface Evaluator {
  readonly run: (node: unknown, context: unknown) => unknown;
}

function countTurns(node: Parts, current: () => Meter): void {
  const args = node.args;
  if (!isJsonObject(args)) return;
  const loop = args as unknown as { step: unknown };
  const { step } = loop;
  loop.step = {
    step,
    evaluate: (evaluator: Evaluator, _node: unknown, context: unknown) => {
      current().step();
      return evaluator.run(step, context);
    },
  };
  const { handle } = node;
  if (handle === undefined) return;
  node.handle = (...given) => {
    // Quantifiers go on after an error: without this, each of their turns would begin a loop of its own.
    current().step();
    return handle(...given);
  };
}

function measure(node: Parts, current: () => Meter): void {
  const { handle } = node;
  if (handle === undefined) return;
  node.handle = (...given) => current().size(handle(...given));
}
