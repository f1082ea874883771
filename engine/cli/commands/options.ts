import { Option } from 'commander';

/** Options that several commands share, each with one meaning. */
export function sandboxOption(): Option {
  return new Option('--sandbox [url]', 'every portal at a sandbox on this machine instead (http://127.0.0.1:4747)');
}

export function formatOption(...formats: readonly string[]): Option {
  return new Option('--format <format>', 'how to print the result').choices([...formats]).default('text');
}

/** For options that may be given several times. */
export function collected(value: string, before: readonly string[] | undefined): string[] {
  return [...(before ?? []), value];
}
