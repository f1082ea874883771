/** A plan's text without what differs from run to run: digests, times, the sandbox's port, and what reading took. */
export function steadyPlan(text: string): string {
  return text
    .replace(/sha256:[0-9a-f…]+/g, 'sha256:…')
    .replace(/last(\s+)record(\s+)[0-9-]+/g, 'last$1record$2…')
    .replace(/valid until [^)]*/g, 'valid until …')
    .replace(/--sandbox http:\/\/127\.0\.0\.1:\d+/g, '--sandbox')
    .replace(/\d+([.,]\d+)? m?s\)/g, '… s)')
    .replace(/[ \t]+$/gm, '');
}
