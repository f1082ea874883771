/** One run of "send activation mails" for the whole organisation. */
export interface ActivationJob {
  readonly id: string;
  /** 1 for the first of this organisation. */
  readonly number: number;
  readonly startedAt: number;
  readonly endsAt: number;
  isDone: boolean;
  sent: number;
  readonly suppressed: { readonly userId: string; readonly email: string }[];
}
