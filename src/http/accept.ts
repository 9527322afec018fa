/** A media range of an `Accept` header with its quality value, 0–1. */
interface MediaRange {
  readonly range: string;
  readonly quality: number;
}

const RANGE = /^[^\s/;,]+\/[^\s/;,]+$/;
const QUALITY = /^q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/;

function* readRanges(accept: string): Generator<MediaRange> {
  for (const part of accept.toLowerCase().split(',')) {
    const [range = '', ...parameters] = part.split(';').map((piece) => piece.trim());
    if (!RANGE.test(range)) continue;
    const quality = parameters.map((parameter) => QUALITY.exec(parameter)?.[1]).find((value) => value !== undefined);
    yield { range, quality: quality === undefined ? 1 : Number(quality) };
  }
}

/** How closely a range names a media type: 2 by name, 1 by its kind, 0 as anything; undefined: not at all. */
function closeness(range: string, mediaType: string): number | undefined {
  if (range === mediaType) return 2;
  if (range === `${mediaType.slice(0, mediaType.indexOf('/'))}/*`) return 1;
  return range === '*/*' ? 0 : undefined;
}

/** The wish for one media type: the quality of the range that names it most closely (RFC 9110, 12.5.1). */
function wishFor(mediaType: string, ranges: readonly MediaRange[]): { quality: number; closest: number } {
  let wish = { quality: 0, closest: -1 };
  for (const { range, quality } of ranges) {
    const closest = closeness(range, mediaType) ?? -1;
    if (closest > wish.closest) wish = { quality, closest };
  }
  return wish;
}

/**
 * Which of the media types a route offers the client would like best. At equal quality the one that was named more
 * closely, then the first one offered: a header of `application/json, text/plain, *`+`/*` means JSON.
 *
 * A client that wants none of them gets the first: RFC 9110 leaves the choice between that and 406, and an answer in
 * JSON helps more than a refusal in JSON.
 * @param accept the header; absent means anything
 * @param offered in lower case, without parameters, the default first
 */
export function preferredMediaType<T extends string>(accept: string | undefined, offered: readonly [T, ...T[]]): T {
  if (accept === undefined) return offered[0];
  const ranges = [...readRanges(accept)];
  let [best] = offered;
  let bestWish = wishFor(best, ranges);
  for (const mediaType of offered.slice(1)) {
    const wish = wishFor(mediaType, ranges);
    const isLiked = wish.quality > bestWish.quality || (wish.quality === bestWish.quality && wish.quality > 0);
    if (!isLiked || (wish.quality === bestWish.quality && wish.closest <= bestWish.closest)) continue;
    best = mediaType;
    bestWish = wish;
  }
  return best;
}
