import { useMemo } from 'react';
import encodeQR from 'qr';
import styles from './booking-slip.module.css';

/** A text as a QR code, dark on white in every theme: scanners want it so. @param label what it is, for those who do not see it */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const { side, path } = useMemo(() => draw(text), [text]);
  return (
    <svg
      className={styles.qr}
      viewBox={`0 0 ${side} ${side}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <rect width={side} height={side} fill="#fff" />
      <path d={path} fill="#04222a" />
    </svg>
  );
}

/** Error correction `medium`: a thumb on the corner does no harm. */
function draw(text: string): { side: number; path: string } {
  const modules = encodeQR(text, 'raw', { ecc: 'medium', border: 3 });
  const path = modules.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1Z`] : []))).join('');
  return { side: modules.length, path };
}
