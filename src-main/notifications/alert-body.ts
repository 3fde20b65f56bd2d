const MOST_LENGTH = 300;

/**
 * A text that somebody wrote, fit for the body of a notification: on one paragraph, cut at 300 characters, and on Linux
 * escaped, because a notification server there may read the body as markup.
 */
export function alertBody(text: string, platform: NodeJS.Platform): string {
  const plain = text.replace(/\s+/g, ' ').trim();
  const short = plain.length > MOST_LENGTH ? `${firstCharacters(plain, MOST_LENGTH - 1)}…` : plain;
  return platform === 'linux' ? short.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;') : short;
}

/** As many whole characters as a person sees them as fit into `length` code units. */
function firstCharacters(text: string, length: number): string {
  let kept = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (kept.length + segment.length > length) break;
    kept += segment;
  }
  return kept;
}
