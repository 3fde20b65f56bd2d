import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import styles from './column-separator.module.css';

const STEP_PX = 16;

type ColumnSeparatorProps = {
  readonly label: string;
  /** Pixels of the column before it. */
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly onChange: (value: number) => void;
  readonly onReset: () => void;
};

/** The edge between two columns: dragged, moved by arrow keys, put back by a double press. */
export function ColumnSeparator({ label, value, least, most, onChange, onReset }: ColumnSeparatorProps) {
  const dragged = useRef<{ readonly from: number; readonly value: number } | null>(null);

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const forward = getComputedStyle(event.currentTarget).direction === 'rtl' ? -STEP_PX : STEP_PX;
    const target = { ArrowRight: value + forward, ArrowLeft: value - forward, Home: least, End: most }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    onChange(target);
  }
  function onPointerDown(event: PointerEvent<HTMLElement>): void {
    event.currentTarget.setPointerCapture(event.pointerId);
    dragged.current = { from: event.clientX, value };
  }
  function onPointerMove(event: PointerEvent<HTMLElement>): void {
    if (dragged.current === null) return;
    const sign = getComputedStyle(event.currentTarget).direction === 'rtl' ? -1 : 1;
    onChange(dragged.current.value + sign * (event.clientX - dragged.current.from));
  }
  function onPointerEnd(): void {
    dragged.current = null;
  }

  return (
    <div
      className={styles['separator']}
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={value}
      aria-valuemin={least}
      aria-valuemax={most}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerEnd}
      onPointerCancel={onPointerEnd}
      onDoubleClick={onReset}
    />
  );
}
