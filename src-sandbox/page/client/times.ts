const MINUTE = 60;
const HOUR = 60 * MINUTE;

export function timeOfDay(seconds: number): string {
  return new Date(seconds * 1000).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
}

/** What is left of the 24 hours in which free text may be sent; undefined: the customer has never written. */
export function windowLeft(closesAtSeconds: number | undefined, nowSeconds: number): string {
  const left = (closesAtSeconds ?? 0) - nowSeconds;
  if (left <= 0) return '24-hour window closed';
  const hours = Math.floor(left / HOUR);
  const minutes = Math.floor((left % HOUR) / MINUTE);
  return `24-hour window open, ${hours} h ${minutes} min left`;
}
