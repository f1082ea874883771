import { EvaluationError, ParseError, TypeError as CelTypeError } from '@marcbachmann/cel-js';
import { nearest } from '../model/nearest.ts';
import type { ExpressionFault } from './expression-problem.ts';
import { factTypes, subjectTypes } from './fact-types.ts';

/** Names that somebody may have meant. */
export interface KnownNames {
  readonly variables: readonly string[];
  readonly paramNames: readonly string[];
}

type CelError = ParseError | CelTypeError | EvaluationError;

/** What the library says of an expression, in the words of a diagnostic, at the exact place. */
export function faultOf(error: unknown, text: string, known: KnownNames): ExpressionFault {
  if (!isCelError(error)) return syntaxFault(`${error instanceof Error ? error.message : 'it cannot be read'}.`, text);
  const { code, summary } = error;
  const { start, end } = placeOf(error, text);
  switch (code) {
    case 'unknown_variable':
      return { ...unknownVariable(text.slice(start, end), known.variables), start, end };
    case 'no_such_key':
      return { ...unknownMember(error, known), start, end };
    case 'no_such_overload':
    case 'no_matching_overload':
    case 'invalid_logical_operand':
    case 'invalid_condition_type':
      return {
        code: 'policy-wrong-type',
        summary: 'Values that do not go together',
        detail: `${plainWords(summary)}.`,
        cure: 'Compare and combine values of one type; docs/policies.md says the type of each.',
        start,
        end,
      };
    default:
      if (error instanceof ParseError) return { ...syntaxFault(`${summary}.`, text), start, end };
      return {
        code: 'policy-wrong-expression',
        summary: 'An expression that cannot be evaluated',
        detail: `${plainWords(summary)}.`,
        cure: 'Correct the expression.',
        start,
        end,
      };
  }
}

export function isCelError(error: unknown): error is CelError {
  return error instanceof ParseError || error instanceof CelTypeError || error instanceof EvaluationError;
}

/** What is wrong with a value while it is evaluated, in a clause. */
export function plainWords(summary: string): string {
  return summary
    .replaceAll('google.protobuf.Timestamp', 'timestamp')
    .replaceAll('google.protobuf.Duration', 'duration')
    .replace(/^no such overload: (\S+) (\S+) (\S+)$/, '$1 and $3 cannot be combined by $2')
    .replace(/^Cannot index type 'undefined'/, 'What stands there has no members')
    .replace(/^Expression of type 'undefined' cannot/, 'What stands there cannot')
    .replace(/\.$/, '')
    .replace(/^found no matching overload for '(.*)'$/, 'There is no $1');
}

function placeOf({ range }: CelError, text: string): { readonly start: number; readonly end: number } {
  const start = Math.min(range?.start ?? 0, Math.max(0, text.length - 1));
  return { start, end: Math.max(start + 1, Math.min(range?.end ?? text.length, text.length)) };
}

function syntaxFault(detail: string, text: string): ExpressionFault {
  return {
    code: 'policy-syntax',
    summary: 'An expression that cannot be read',
    detail,
    cure: 'Correct the expression; it is written in CEL.',
    start: 0,
    end: text.length,
  };
}

type FaultWords = Omit<ExpressionFault, 'start' | 'end'>;

function unknownVariable(name: string, variables: readonly string[]): FaultWords {
  const found = nearest(name, variables);
  const other = Object.hasOwn(subjectTypes, name);
  return {
    code: 'policy-unknown-variable',
    summary: 'A variable that does not exist here',
    detail: other
      ? `${name} is known where the policy says each: ${name}. Here are: ${variables.join(', ')}.`
      : `There is no ${name} here; there are: ${variables.join(', ')}.`,
    cure: 'Correct the name.',
    ...(found === undefined || other ? {} : { hint: `did you mean ${found}?` }),
  };
}

function unknownMember(error: CelError, known: KnownNames): FaultWords {
  const name = error.summary.replace('No such key: ', '');
  const members = membersOf(error, known);
  const found = nearest(name, members);
  const list = members.length === 0 ? '' : `; there are: ${members.join(', ')}`;
  return {
    code: 'policy-unknown-member',
    summary: 'A member that does not exist',
    detail: `There is no ${name} here${list}.`,
    cure: 'Correct the name; docs/policies.md lists what there is.',
    ...(found === undefined ? {} : { hint: `did you mean ${found}?` }),
  };
}

/** The members of what the missing one was looked for in, as far as the check knows what that is. */
function membersOf({ node }: CelError, { paramNames }: KnownNames): readonly string[] {
  const args: unknown = node?.args;
  const [left] = Array.isArray(args) ? (args as readonly unknown[]) : [];
  const type = (left as { readonly checkedType?: { readonly name?: unknown } } | undefined)?.checkedType?.name;
  if (type === 'Params') return paramNames;
  if (typeof type !== 'string' || !Object.hasOwn(factTypes, type)) return [];
  return Object.keys(factTypes[type as keyof typeof factTypes]);
}
