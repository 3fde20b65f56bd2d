import { z } from 'zod';
import { sampleFile, sampleKinds } from '../world/sample-files.ts';
import { lostFileKinds } from '../world/world.ts';
import { action, done, type Actions } from './action.ts';
import { customerAt, customerRefSchema } from './customer-ref.ts';

const linkFileSchema = z.strictObject({
  /** What a send may then name in place of a media id. */
  link: z.url({ protocol: /^https$/ }),
  /** Of the small sample that stands there without bytes. */
  kind: z.enum(sampleKinds).default('image'),
  bytesBase64: z.base64().optional(),
  mime_type: z.string().min(3).optional(),
});
export type LinkFile = z.input<typeof linkFileSchema>;

const lostFileSchema = z.strictObject({
  from: customerRefSchema,
  name: z.string().min(1).max(256).optional(),
  kind: z.enum(lostFileKinds).default('video'),
  caption: z.string().min(1).max(1024).optional(),
});
export type LostFile = z.input<typeof lostFileSchema>;

/** Files that Meta fetches, and files that it can't. */
export const fileActions: Actions = {
  'link-file': action({
    does: 'Puts a file at an https link. The sandbox has no network: a send by any other link fails with 131053.',
    input: linkFileSchema,
    run(deps, { link, kind, bytesBase64, mime_type: mimeType }) {
      const sample = sampleFile(kind);
      const bytes = bytesBase64 === undefined ? sample.bytes : Buffer.from(bytesBase64, 'base64');
      deps.graph.media.putAtLink(link, { bytes, mimeType: mimeType ?? sample.mimeType });
      return done();
    },
  }),
  'customer-sends-lost-file': action({
    does: 'A customer sends a file of over 100 MB, or one that Meta could not fetch: 131052 and no id.',
    input: lostFileSchema,
    run(deps, { from, name, ...what }) {
      const { waId } = customerAt(deps.world, from, { name });
      const { mimeType } = sampleFile(what.kind);
      return done({ wamid: deps.world.customerSendsLostFile({ ...what, mimeType, from: waId }).wamid });
    },
  }),
};
