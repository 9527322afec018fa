/**
 * How our programs run. Both about garbage, of which a rush makes 25 MB in a tenth of a second (docs/performance.md):
 *
 * - Young objects get four times Node's room: with little, everything a waiting request holds is copied over and over.
 * - V8 must not guess which objects grow old. It guesses while the first rush warms up, when all requests wait at once,
 *   and from then on makes parts of each request among the old: they keep the rest alive long after its answer.
 */
export const NODE_FLAGS = ['--enable-source-maps', '--max-semi-space-size=64', '--no-allocation-site-pretenuring'];
