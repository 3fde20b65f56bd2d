import type { TestWorld } from '../support/test-world.ts';

const MINUTE_MS = 60_000;

type Line = { readonly by: 'customer' | 'phone'; readonly text: string; readonly minutesAgo: number };

/** What was written before the picture is taken, oldest conversation last. */
const CONVERSATIONS: Readonly<Record<string, readonly Line[]>> = {
  'Maya Fernandes': [
    { by: 'customer', text: 'Good evening, do you still make the walnut desk in 140 cm?', minutesAgo: 60 * 23 },
    { by: 'phone', text: 'We do! Four weeks, or one from the workshop floor this week.', minutesAgo: 60 * 22 + 50 },
    { by: 'customer', text: 'The one from the floor please, I just ordered it.', minutesAgo: 60 * 22 + 31 },
    { by: 'customer', text: 'Hi! I ordered the walnut desk last Tuesday (order 4471).', minutesAgo: 26 },
    {
      by: 'customer',
      text: 'Is there any chance it arrives before Saturday? My daughter moves in then 🙂',
      minutesAgo: 25,
    },
    { by: 'phone', text: 'Good morning Maya, let me ask the workshop.', minutesAgo: 17 },
    { by: 'customer', text: 'Thank you, that would be wonderful.', minutesAgo: 14 },
  ],
  'علي حسن': [{ by: 'customer', text: 'مرحبا، هل يمكنني تغيير عنوان التوصيل إلى شارع النيل 14؟', minutesAgo: 9 }],
  'Lucía Romero': [
    { by: 'customer', text: '¿Tienen la silla en verde?', minutesAgo: 44 },
    { by: 'phone', text: 'Sí, quedan dos en verde oscuro.', minutesAgo: 41 },
  ],
  'प्रिया शर्मा': [{ by: 'customer', text: 'नमस्ते, क्या यह मेज़ गोल आकार में भी मिलती है?', minutesAgo: 63 }],
  'Ольга Ким': [
    { by: 'customer', text: 'Добрый день! Стол пришёл, всё отлично. Можно счёт на компанию?', minutesAgo: 95 },
    { by: 'customer', text: 'Реквизиты пришлю сюда же.', minutesAgo: 94 },
  ],
  林小雨: [{ by: 'customer', text: '你好，请问可以到店里看样品吗？', minutesAgo: 121 }],
  'Budi Santoso': [
    { by: 'customer', text: 'Apakah bisa diantar ke Bandung?', minutesAgo: 180 },
    { by: 'phone', text: 'Bisa, tiga sampai lima hari kerja.', minutesAgo: 171 },
    { by: 'customer', text: 'Oke, terima kasih!', minutesAgo: 170 },
  ],
  'Tom Whitfield': [
    { by: 'customer', text: 'One of the drawers sticks a little. Is that normal with new wood?', minutesAgo: 60 * 21 },
  ],
  'Inês Carvalho': [
    { by: 'customer', text: 'Vocês entregam montado ou preciso montar?', minutesAgo: 60 * 28 },
    { by: 'phone', text: 'Entregamos montado, sem custo.', minutesAgo: 60 * 27 },
  ],
  'Nora Lindqvist': [{ by: 'customer', text: 'Lovely, see you on the 12th then!', minutesAgo: 60 * 76 }],
};

/** The conversation that the pictures open. */
export const OPENED = 'Maya Fernandes';

/** Fills the inbox with a morning of a furniture shop, in the languages of its customers. */
export async function playShopMorning(world: TestWorld, now: Date): Promise<void> {
  const at = (minutesAgo: number) => new Date(now.getTime() - minutesAgo * MINUTE_MS);
  for (const [name, lines] of Object.entries(CONVERSATIONS)) {
    for (const { by, text, minutesAgo } of lines) {
      if (by === 'customer') await world.customer(name).writes(text, at(minutesAgo));
      else await world.phone.answers(name, text, at(minutesAgo));
      await world.settle();
    }
  }
  await world.botHandsOver('علي حسن', 'New address; the parcel leaves today.');
}
