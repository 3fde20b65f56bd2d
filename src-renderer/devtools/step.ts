import type { Conversation } from '../../src-shared/domain/conversation.ts';
import type { Message } from '../../src-shared/domain/message.ts';
import { must } from '../../src-shared/lib/must.ts';
import { assertNever } from '../../src-shared/lib/assert-never.ts';
import { focusMessages } from '../app/focus.ts';
import type { SyncStatus } from '../sync-client/sync-status.ts';
import type { Text } from '../text/create-text.ts';

/** Something that a person does, or that happens, after the window stands. */
export type Step =
  | { readonly does: 'press'; readonly control: Named }
  /** Reaches it as with the Tab key: tooltips open. */
  | { readonly does: 'focus'; readonly control: Named }
  | { readonly does: 'chord'; readonly key: string; readonly ctrl?: boolean; readonly shift?: boolean }
  /** Into the field that has the focus. */
  | { readonly does: 'type'; readonly text: string }
  | { readonly does: 'read_up' }
  /** A message of the open conversation comes in. */
  | { readonly does: 'arrive'; readonly message: Message }
  /** The sync worker tells anew how it stands, and conversations that changed. */
  | { readonly does: 'turn'; readonly status: SyncStatus; readonly conversations: readonly Conversation[] };

/** The accessible name of a control, in the words of the window. */
export type Named = (t: Text['t']) => string;

export type Stage = {
  readonly text: Text;
  readonly arrive: (message: Message) => void;
  readonly turn: (status: SyncStatus, conversations: readonly Conversation[]) => void;
};

/** Longer than any transition of the product; in frames, because pictures must not depend on the machine's speed. */
const PATIENCE_FRAMES = 120;
const CONTROLS = 'button, [role="tab"], [role="option"], [role="menuitemradio"], textarea, input';

/** Does what `steps` say, each after the window has drawn the one before. */
export async function play(steps: readonly Step[], stage: Stage): Promise<void> {
  for (const step of steps) {
    await act(step, stage);
    await nextFrame();
  }
}

async function act(step: Step, { text, arrive, turn }: Stage): Promise<void> {
  switch (step.does) {
    case 'press':
      (await appeared(() => controlNamed(step.control(text.t)))).click();
      return;
    case 'focus':
      await focusAsByKey(() => controlNamed(step.control(text.t)));
      return;
    case 'chord':
      pressKey(step);
      return;
    case 'type':
      typeInto(await appeared(focusedField), step.text);
      return;
    case 'read_up':
      focusMessages();
      (await appeared(() => document.querySelector('[role="log"]:focus'))).scrollTop = 0;
      return;
    case 'arrive':
      arrive(step.message);
      return;
    case 'turn':
      turn(step.status, step.conversations);
      return;
    default:
      assertNever(step);
  }
}

function controlNamed(name: string): HTMLElement | null {
  const controls = [...document.querySelectorAll<HTMLElement>(CONTROLS)];
  const usable = controls.filter((control) => control.closest('[inert], [aria-hidden="true"]') === null);
  return usable.find((control) => isNamed(control, name)) ?? null;
}

/** By its label, or by the words that it begins with: a count may follow. */
function isNamed(control: HTMLElement, name: string): boolean {
  const label = control.getAttribute('aria-label');
  return label === null ? control.textContent.trim().startsWith(name) : label === name;
}

async function focusAsByKey(find: () => HTMLElement | null): Promise<void> {
  const control = await appeared(find);
  document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Tab', bubbles: true }));
  control.focus();
}

function pressKey({ key, ctrl = false, shift = false }: Extract<Step, { does: 'chord' }>): void {
  const target = document.activeElement ?? document.body;
  const init = { key, ctrlKey: ctrl, shiftKey: shift, bubbles: true, cancelable: true };
  target.dispatchEvent(new KeyboardEvent('keydown', init));
  target.dispatchEvent(new KeyboardEvent('keyup', init));
}

type Field = HTMLInputElement | HTMLTextAreaElement;

/** A field that opens takes the focus a moment later. */
function focusedField(): Field | null {
  const { activeElement } = document;
  const isField = activeElement instanceof HTMLInputElement || activeElement instanceof HTMLTextAreaElement;
  return isField ? activeElement : null;
}

/** As a keyboard does it: past React's own setter, or it would take the event for no change. */
function typeInto(field: Field, text: string): void {
  const kind = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
  const value = must(Object.getOwnPropertyDescriptor(kind.prototype, 'value'), 'the value of a field');
  value.set?.call(field, text);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

async function appeared<Element>(find: () => Element | null): Promise<Element> {
  for (let frame = 0; frame < PATIENCE_FRAMES; frame += 1) {
    const found = find();
    if (found !== null) return found;
    await nextFrame();
  }
  throw new Error('a step of the scene found nothing to act on');
}

/** Resolves when the browser has drawn what stands. */
export function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
  });
}
