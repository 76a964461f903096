/** A time of day, with its day where that is not today's. */
export function formatTime(time: Date, now: Date): string {
  const isToday = time.toDateString() === now.toDateString();
  const day = isToday ? {} : ({ day: 'numeric', month: 'short' } as const);
  return time.toLocaleString([], { ...day, hour: '2-digit', minute: '2-digit' });
}
