import { create } from 'zustand';

export type OpenDialog = 'none' | 'keys' | 'handoff';

const store = create<{ readonly dialog: OpenDialog }>(() => ({ dialog: 'none' }));

export function useOpenDialog(): OpenDialog {
  return store(({ dialog }) => dialog);
}

export function openDialog(dialog: OpenDialog): void {
  store.setState({ dialog });
}

/** Takes what a dialog says of itself when it opens or closes. */
export function onDialogChange(dialog: Exclude<OpenDialog, 'none'>): (isOpen: boolean) => void {
  return (isOpen) => store.setState({ dialog: isOpen ? dialog : 'none' });
}
