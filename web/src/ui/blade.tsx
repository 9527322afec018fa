import { type ReactNode, useId } from 'react';

/** Water, blade, and the two colours of its marks. */
type Colours = readonly [water: string, blade: string, mark: string, mark2: string];

const COLOURS: readonly Colours[] = [
  ['#0d4250', '#fff4e8', '#ff5a2b', '#04222a'],
  ['#123a6b', '#ffd23f', '#f4f1ea', '#123a6b'],
  ['#7a1f2b', '#fff1df', '#7a1f2b', '#e8a33d'],
  ['#0f5b46', '#f6f3e4', '#f2b632', '#0f5b46'],
  ['#3b2a63', '#ff8f6b', '#fbe9ff', '#3b2a63'],
  ['#1e2d36', '#7fd3e3', '#04222a', '#ff5a2b'],
  ['#a5400f', '#04222a', '#ffd9a0', '#ff7a3d'],
  ['#1b6c84', '#f1f8f7', '#d33408', '#ffd23f'],
];

/** The ways rowing clubs paint their blades. Drawn from x = -60 (the neck) to 205 (the tip), y = -62 to 62. */
const MARKS: readonly ((mark: string, mark2: string) => ReactNode)[] = [
  (mark) => <rect x="120" y="-70" width="100" height="140" fill={mark} />,
  (mark, mark2) => (
    <>
      <rect x="70" y="-70" width="36" height="140" fill={mark} />
      <rect x="132" y="-70" width="36" height="140" fill={mark2} />
    </>
  ),
  (mark, mark2) => (
    <>
      <path d="M40-70 110 0 40 70h46L156 0 86-70Z" fill={mark} />
      <path d="M112-70 182 0 112 70h30L212 0 142-70Z" fill={mark2} />
    </>
  ),
  (mark) => <rect x="-70" y="0" width="290" height="70" fill={mark} />,
  (mark, mark2) => (
    <>
      <path d="M90 70 220-80v150Z" fill={mark} />
      <path d="M60 70 190-80h22L82 70Z" fill={mark2} />
    </>
  ),
  (mark, mark2) => (
    <>
      <rect x="-70" y="-22" width="290" height="44" fill={mark} />
      <rect x="168" y="-70" width="50" height="140" fill={mark2} />
    </>
  ),
  (mark, mark2) => (
    <>
      <circle cx="128" cy="-2" r="40" fill={mark} />
      <circle cx="128" cy="-2" r="16" fill={mark2} />
    </>
  ),
  (mark) => <path d="M120-70h100V0H120Zm0 70H-70v70h190Z" fill={mark} />,
];

const BLADE = 'M-60-8C-20-12 0-50 44-56L188-61Q204-61 204-46V42Q204 57 188 56L66 52C12 49-16 13-60 8Z';
const RIPPLE = `q15-9 30 0${'t30 0'.repeat(34)}`;

/** A number from the last digits of an id, the only part of it that is random in any case. */
const seedOf = (id: string): number => Number.parseInt(id.replaceAll('-', '').slice(-7), 16) || 0;

interface BladeProps {
  readonly id: string;
  /** For a banner: more water, and all of the blade. */
  readonly isWide?: boolean;
  readonly className?: string | undefined;
}

/**
 * The painted oar blade of an event: every event has its own, as every rowing club has, and keeps it. A picture that fills
 * its box and says nothing.
 */
export function Blade({ id, isWide = false, className }: BladeProps) {
  const clip = useId();
  const seed = seedOf(id);
  const [water, blade, mark, mark2] = COLOURS[seed % COLOURS.length] ?? ['#0d4250', '#fff', '#f52', '#000'];
  const draw = MARKS[Math.floor(seed / 8) % MARKS.length];
  const turn = -38 + (Math.floor(seed / 64) % 5) * 6;
  return (
    <svg
      className={className}
      viewBox={isWide ? '-60 0 960 270' : '0 0 480 270'}
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
    >
      <rect x="-60" width="960" height="270" fill={water} />
      <g fill="none" stroke="#fff" strokeOpacity="0.13" strokeWidth="3">
        {[40, 88, 136, 184, 232].map((y, line) => (
          <path key={y} d={`M${-90 - line * 17} ${y}${RIPPLE}`} />
        ))}
      </g>
      <g
        transform={isWide ? `translate(300 140) rotate(${turn / 4})` : `translate(222 142) rotate(${turn}) scale(1.12)`}
      >
        <clipPath id={clip}>
          <path d={BLADE} />
        </clipPath>
        <rect x="-420" y="-8" width="380" height="16" rx="4" fill={blade} />
        <g clipPath={`url(#${clip})`}>
          <rect x="-70" y="-70" width="290" height="140" fill={blade} />
          {draw?.(mark, mark2)}
        </g>
      </g>
    </svg>
  );
}
