import styles from './skeleton.module.css';

type SkeletonProps = {
  /** Per cent of the room. */
  readonly width: number;
  readonly shape?: 'line' | 'circle' | 'bubble';
};

/** A quiet place-holder for what is being read. */
export function Skeleton({ width, shape = 'line' }: SkeletonProps) {
  return (
    <span
      className={styles['skeleton']}
      data-shape={shape}
      style={shape === 'circle' ? {} : { inlineSize: `${width}%` }}
    />
  );
}
