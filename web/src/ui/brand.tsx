/** The mark: an oar lies in its rowlock. It is also a seat, and somebody in it. */
export function BrandMark({ className }: { readonly className?: string | undefined }) {
  return (
    <svg className={className} viewBox="0 0 40 44" width="29" height="32" fill="none" aria-hidden="true">
      <path d="M5 5v15a15 15 0 0 0 30 0V5" stroke="currentColor" strokeWidth="7" strokeLinecap="round" />
      <circle cx="20" cy="17.5" r="7" fill="var(--color-buoy)" />
      <path d="M20 36v5" stroke="currentColor" strokeWidth="7" strokeLinecap="round" />
    </svg>
  );
}
