import { Bot, Headset, Smartphone } from 'lucide-react';
import type { Origin } from '../../src-shared/domain/message.ts';

type OriginGlyphProps = { readonly origin: Exclude<Origin, 'customer'>; readonly size?: number };

const PICTURE = { agent: Headset, phone: Smartphone, bot: Bot } as const;

/** The picture of who wrote for the business. Words stand beside it. */
export function OriginGlyph({ origin, size = 14 }: OriginGlyphProps) {
  const Picture = PICTURE[origin];
  return <Picture size={size} strokeWidth={2} aria-hidden />;
}
