import { Component, type ReactNode } from 'react';
import type { Text } from '../text/create-text.ts';
import { Button } from '../ui/button.tsx';
import styles from './error-boundary.module.css';

type ErrorBoundaryProps = {
  readonly text: Text;
  readonly onReload: () => void;
  readonly children: ReactNode;
};

type ErrorBoundaryState = { readonly fault: string | null };

/** Shows a sentence and a way out instead of an empty window when a part of it breaks. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { fault: null };

  static getDerivedStateFromError(error: unknown): ErrorBoundaryState {
    return { fault: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    const { text, onReload, children } = this.props;
    const { fault } = this.state;
    if (fault === null) return children;
    return <BrokenWindow text={text} fault={fault} onReload={onReload} />;
  }
}

type BrokenWindowProps = { readonly text: Text; readonly fault: string; readonly onReload: () => void };

/** A window that can't go on. */
export function BrokenWindow({ text: { t }, fault, onReload }: BrokenWindowProps) {
  return (
    <main className={styles['broken']} role="alert">
      <h1 className={styles['title']}>{t('broken.title')}</h1>
      <p className={styles['detail']}>{t('broken.detail')}</p>
      <Button look="primary" onPress={onReload}>
        {t('broken.reload')}
      </Button>
      <details className={styles['fault']}>
        <summary>{t('broken.for-it')}</summary>
        <code>{fault}</code>
      </details>
    </main>
  );
}
