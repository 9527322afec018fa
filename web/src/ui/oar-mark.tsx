/** Two oars crossed, drawn in the colour of the text: for places with nothing else in them. */
export function OarMark({ className }: { readonly className?: string | undefined }) {
  const oar = <path d="M6 74 58 22m-3-9 14-9c4 0 7 3 7 7l-9 14c-3 3-8 4-11 1l-2-2c-3-3-2-8 1-11Z" />;
  return (
    <svg
      className={className}
      viewBox="0 0 96 80"
      width="96"
      height="80"
      fill="none"
      stroke="currentColor"
      strokeWidth="4"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <g transform="translate(8)">{oar}</g>
      <g transform="matrix(-1 0 0 1 88 0)">{oar}</g>
    </svg>
  );
}
