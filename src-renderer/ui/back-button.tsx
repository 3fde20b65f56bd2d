import { ArrowLeft } from 'lucide-react';
import { Button } from './button.tsx';

type BackButtonProps = { readonly label: string; readonly onPress: () => void };

/** The way back to what stood here before, by name. */
export function BackButton({ label, onPress }: BackButtonProps) {
  return (
    <Button look="quiet" onPress={onPress}>
      <ArrowLeft size={16} strokeWidth={1.75} aria-hidden />
      {label}
    </Button>
  );
}
