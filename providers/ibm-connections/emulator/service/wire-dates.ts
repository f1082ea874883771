/** `01/31/2017 10:00:00`, in UTC [ours: the time zone of the wire is not known]. */
export function wireDate(epoch: number): string {
  const [date = '', time = ''] = new Date(epoch).toISOString().split('T');
  const [year, month, dayOfMonth] = date.split('-');
  return `${month}/${dayOfMonth}/${year} ${time.slice(0, 8)}`;
}

/** Milliseconds since 1970; null where the text is no date of this shape, or no day of the calendar. */
export function epochOfWireDate(text: string): number | null {
  const parts = /^(\d{2})\/(\d{2})\/(\d{4}) (\d{2}):(\d{2}):(\d{2})$/.exec(text)?.slice(1).map(Number);
  if (parts === undefined) return null;
  const [month = 0, dayOfMonth = 0, year = 0, hours = 0, minutes = 0, seconds = 0] = parts;
  const epoch = Date.UTC(year, month - 1, dayOfMonth, hours, minutes, seconds);
  return wireDate(epoch) === text ? epoch : null;
}
