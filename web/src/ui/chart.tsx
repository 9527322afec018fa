import { lazy, Suspense } from 'react';
import { Skeleton } from './states.js';
import { type ChartProps } from './chart-data.js';

/** The drawing library is for the pages with charts alone. */
const ChartCanvas = lazy(() =>
  import('./chart-canvas.js').then(({ ChartCanvas: component }) => ({ default: component })),
);

/** Lines over time, for thousands of points that keep coming. The same numbers must also stand somewhere in words. */
export function Chart(props: ChartProps) {
  const height = `${props.height}px`;
  return (
    <figure role="img" aria-label={props.label} style={{ minHeight: height }}>
      <Suspense fallback={<Skeleton height={height} />}>
        <ChartCanvas {...props} />
      </Suspense>
    </figure>
  );
}
