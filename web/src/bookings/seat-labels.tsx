import styles from './seat-labels.module.css';

/** Which seats they are, each on a little plate; nothing where seats have no names. */
export function SeatLabels({ labels }: { readonly labels: readonly string[] }) {
  if (labels.length === 0) return null;
  return (
    <ul className={styles.labels} role="list">
      {labels.map((label) => (
        <li key={label}>{label.replaceAll('-', ' ')}</li>
      ))}
    </ul>
  );
}
