import type { Finding, Source } from './source.ts';

interface Forbidden {
  readonly pattern: RegExp;
  readonly text: string;
}

// Parts are joined so that this file does not find itself.
const forbidden: readonly Forbidden[] = [
  { pattern: /(?<![\w.~-])\/(?:work|tmp|home|Users|root)\/[\w.-]+/, text: 'a path of somebody’s machine' },
  { pattern: /[A-Z]:\\\\?Users\\/, text: 'a path of somebody’s machine' },
  { pattern: new RegExp(`https?://[\\w.-]*${'regis'}try[\\w.-]*[:/]`), text: 'the address of a package registry' },
  { pattern: new RegExp(`\\b(${'TO'}DO|${'FIX'}ME|${'X'}XX)\\b`), text: 'a note of unfinished work' },
  { pattern: new RegExp(`"${'resol'}ved":`), text: 'a resolved address (omit-lockfile-registry-resolved)' },
  { pattern: /^(<{7}|>{7}) /, text: 'a conflict mark' },
];

export function textFindings(source: Source): Finding[] {
  const findings: Finding[] = [];
  for (const [index, line] of source.text.split('\n').entries()) {
    for (const { pattern, text } of forbidden) {
      if (pattern.test(line)) findings.push({ path: source.path, line: index + 1, text });
    }
  }
  return findings;
}
