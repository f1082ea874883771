import ts from 'typescript';
import { type Finding, findingAt, nodesOf, type Source, treeOf } from './source.ts';

interface Reach {
  /** The expression as it is written. */
  readonly pattern: RegExp;
  /** Beginnings of the paths that may write it. */
  readonly places: readonly string[];
}

const root = 'engine/cli/';
/** The real transport: the other thing that is given in. */
const transport = 'providers/kit/undici-transport.ts';

/** Ways to the clock, to timers, to chance and to the environment; everybody else takes them from `deps`. */
const reaches: readonly Reach[] = [
  { pattern: /^Date\.now$|^performance\.now$/, places: [root] },
  { pattern: /^Math\.random$|^(crypto\.)?(randomUUID|randomBytes|randomInt|getRandomValues)$/, places: [root] },
  { pattern: /^(globalThis\.)?(setTimeout|setInterval|setImmediate)$/, places: [root, transport] },
  { pattern: /^AbortSignal\.timeout$/, places: [transport] },
  { pattern: /^process\.\w+$/, places: [root, 'engine/ledger/node-holder.ts'] },
  { pattern: /^console\.\w+$/, places: [root] },
];

/** Reaches into the world outside the composition root. */
export function worldFindings(source: Source): Finding[] {
  if (!/^(engine|providers)\//.test(source.path)) return [];
  const findings: Finding[] = [];
  for (const node of nodesOf(treeOf(source))) {
    const written = writtenReach(node);
    if (written === undefined) continue;
    const reach = reaches.find(({ pattern }) => pattern.test(written));
    if (reach === undefined || reach.places.some((place) => source.path.startsWith(place))) continue;
    findings.push(findingAt(source, node, `${written}: take it from deps`));
  }
  return findings;
}

function writtenReach(node: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(node)) return node.getText();
  if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) return node.expression.text;
  if (!ts.isNewExpression(node) || node.expression.getText() !== 'Date') return undefined;
  return (node.arguments?.length ?? 0) === 0 ? 'Date.now' : undefined;
}
