import { UserRound } from 'lucide-react';
import { avatarHue, initialsOf } from './avatar-face.ts';
import styles from './avatar.module.css';

type AvatarProps = {
  /** Null for a contact without a name. */
  readonly name: string | null;
  /** What the hue is made from, so that a changed name keeps its colour. */
  readonly hueOf: number;
  readonly size?: 'small' | 'medium' | 'large';
};

/** Initials on a calm colour. Decoration: the name stands beside it. */
export function Avatar({ name, hueOf, size = 'medium' }: AvatarProps) {
  const initials = name === null ? '' : initialsOf(name);
  return (
    <span
      className={styles['avatar']}
      data-size={size}
      data-hue={avatarHue(hueOf)}
      data-initials={initials}
      aria-hidden
    >
      {initials === '' && <UserRound size={size === 'large' ? 28 : 18} strokeWidth={1.75} />}
    </span>
  );
}
