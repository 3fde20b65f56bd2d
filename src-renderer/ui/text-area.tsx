import { Label } from 'react-aria-components/Label';
import { TextArea as AriaTextArea } from 'react-aria-components/TextArea';
import { TextField } from 'react-aria-components/TextField';
import styles from './text-area.module.css';

type TextAreaProps = {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** UTF-16 code units. */
  readonly maxLength: number;
  /** Ctrl or Command with Enter. */
  readonly onSubmit: () => void;
};

/** A labelled field of a few lines in a dialog, which takes the focus. */
export function TextArea({ label, placeholder, value, onChange, maxLength, onSubmit }: TextAreaProps) {
  return (
    <TextField className={styles['field'] ?? ''} value={value} onChange={onChange} maxLength={maxLength} autoFocus>
      <Label className={styles['label'] ?? ''}>{label}</Label>
      <AriaTextArea
        className={styles['area'] ?? ''}
        placeholder={placeholder}
        rows={3}
        dir="auto"
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) onSubmit();
        }}
      />
    </TextField>
  );
}
