/** Everything in a name that could steer a terminal, hide, or become a link, a mention, a picture or HTML. */
export const hostile = [
  'Ada\u001b[2J\u001b]8;;https://evil.example\u0007',
  'x\u009b31m',
  'a\u202egnp.exe\u2066',
  'z\u200bw\u200f\ufeff',
  'new\nline\r\ntab\t',
  '@everyone',
  '#123 org/repo#9 !4 $x$ :bomb:',
  'https://evil.example/phish www.evil.example',
  '![x](https://evil.example/i.png) [y](javascript:alert(1))',
  '<img src=x onerror=alert(1)></details><script>',
  '``` `code` ~~~',
  '| a | b |',
  '--- *b* _i_ ~~s~~ &lt; \\',
].join(' ');

/** What no output for a terminal may ever hold, besides line breaks and the colours that were asked for. */
export const forbidden = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u;
