import { placeholders } from '../model/placeholders.ts';
import { CliFailure } from './cli-failure.ts';
import type { CliContext } from './context.ts';
import { nextCommands } from './next-commands.ts';
import { sweepOptions, type SweepWords } from './sweep.ts';

export interface DecisionWords extends SweepWords {
  readonly yes?: boolean;
  readonly json?: boolean;
  readonly sandbox?: string | true;
}

/** Nothing is applied that nobody said yes to. */
export function demandSomebodyDecides(file: string | undefined, options: DecisionWords, context: CliContext): void {
  const { screen } = context;
  const { sandbox, offboard } = options;
  if (options.yes === true) return;
  if (options.json === true) throw new CliFailure('--json needs --yes: with JSON lines nobody is asked');
  if (screen.interactive) return;
  const plan = nextCommands(context, { sandbox, narrowed: sweepOptions(options) });
  const apply = nextCommands(context, { sandbox, planFile: file ?? 'plan.json', offboard });
  const looked = `Where somebody has looked at that plan: ${apply('apply --yes')}`;
  const sure = `Where you are sure: ${apply(`apply --yes --why ${placeholders.reason}`)}`;
  throw new CliFailure('Nothing was applied: there is no terminal on which somebody could say yes', {
    cure:
      offboard !== undefined
        ? sure
        : file === undefined
          ? `Look at a plan first: ${plan('plan --out plan.json')}, then ${apply('apply --yes')}`
          : looked,
  });
}
