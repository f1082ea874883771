import { TransportError } from '../../engine/model/deps.ts';

/** The portal answered, but with more than anybody would read. Asking again would give the same. */
export class AnswerTooLargeError extends TransportError {
  constructor(maximum: number) {
    super(`the answer is larger than ${maximum} bytes`, { delivered: 'maybe' });
    this.name = 'AnswerTooLargeError';
  }
}
