// Loaded before the program (node --import): a pause of some seconds lasts a fifth of it, so that what a portal of the
// sandbox works on for minutes of its own clock is asked after soon.
const { setTimeout: pause } = globalThis;

globalThis.setTimeout = function shortPause(act, milliseconds = 0, ...rest) {
  return pause(act, milliseconds >= 1_000 && milliseconds < 20_000 ? milliseconds / 5 : milliseconds, ...rest);
};
