// Loaded before the program (node --import): a pause of some seconds lasts a fifth of it, so that what a portal of the
// sandbox works on for minutes of its own clock is asked after soon. One of minutes lasts a fortieth, as fast as that
// clock is made to run meanwhile.
const { setTimeout: pause } = globalThis;

globalThis.setTimeout = function shortPause(act, milliseconds = 0, ...rest) {
  const isShort = milliseconds >= 1_000 && milliseconds < 20_000;
  const divisor = isShort ? 5 : milliseconds >= 60_000 ? 40 : 1;
  return pause(act, milliseconds / divisor, ...rest);
};
