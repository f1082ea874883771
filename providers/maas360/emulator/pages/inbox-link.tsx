/** To the mails of one address in the sandbox's inbox, beside the page that waits for what they say. */
export function InboxLink({ to }: { readonly to: string }) {
  return (
    <p class="hint">
      <a href={`/_sandbox/mails?to=${encodeURIComponent(to)}`} target="_blank" rel="noopener">
        The sandbox's inbox (opens in a new tab)
      </a>
    </p>
  );
}
