// Loaded before the program (node --import): its date is CLOCK_SHIFT milliseconds off, and jumps by CLOCK_JUMP more when
// the CLOCK_JUMP_AT_REQUESTth request is answered, as a machine's does when somebody or a time server sets it. The
// monotonic clock and the timers go on as they are: those of a machine do not jump either.
import diagnostics from 'node:diagnostics_channel';

const { CLOCK_SHIFT = '0', CLOCK_JUMP = '0', CLOCK_JUMP_AT_REQUEST = '0' } = process.env;
let shift = Number(CLOCK_SHIFT);
let answers = 0;

diagnostics.subscribe('undici:request:headers', () => {
  answers += 1;
  if (answers === Number(CLOCK_JUMP_AT_REQUEST)) shift += Number(CLOCK_JUMP);
});

const RealDate = Date;

globalThis.Date = class extends RealDate {
  constructor(...given) {
    if (given.length === 0) super(RealDate.now() + shift);
    else super(...given);
  }

  static now() {
    return RealDate.now() + shift;
  }
};
