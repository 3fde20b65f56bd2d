import styles from './kbd.module.css';

/** Keys as they are printed on the keyboard, joined by spaces: `Ctrl Enter`. */
export function Kbd({ keys }: { readonly keys: string }) {
  return (
    <span className={styles['keys']}>
      {keys.split(' ').map((key) => (
        <kbd key={key} className={styles['key']}>
          {key}
        </kbd>
      ))}
    </span>
  );
}
