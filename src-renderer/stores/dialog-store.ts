import { create } from 'zustand';

export type OpenDialog = 'none' | 'keys' | 'handoff' | 'palette';

const store = create<{ readonly dialog: OpenDialog }>(() => ({ dialog: 'none' }));

export function useOpenDialog(): OpenDialog {
  return store(({ dialog }) => dialog);
}

export function openDialog(dialog: OpenDialog): void {
  store.setState({ dialog });
}

export function toggleDialog(dialog: OpenDialog): void {
  store.setState((state) => ({ dialog: state.dialog === dialog ? 'none' : dialog }));
}

/** Takes what a dialog says of itself when it opens or closes. */
export function onDialogChange(dialog: Exclude<OpenDialog, 'none'>): (isOpen: boolean) => void {
  return (isOpen) =>
    store.setState((state) => {
      if (isOpen) return { dialog };
      return state.dialog === dialog ? { dialog: 'none' } : state;
    });
}
