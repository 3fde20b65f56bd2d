import type { Content } from '../world/content.ts';
import type { InteractiveBody } from './send-bodies/interactive.ts';
import { fileOf, type SentFile } from './sent-file.ts';
import type { WireSend } from './send-request.ts';

/** What a send says, in the world's terms. */
export function contentOf(send: WireSend): Content {
  switch (send.type) {
    case 'text':
      return { type: 'text', body: send.text };
    case 'image':
      return { type: 'image', body: send.image };
    case 'video':
      return { type: 'video', body: send.video };
    case 'audio':
      return { type: 'audio', body: send.audio };
    case 'document':
      return { type: 'document', body: send.document };
    case 'sticker':
      return { type: 'sticker', body: send.sticker };
    case 'location':
      return { type: 'location', body: send.location };
    case 'contacts':
      return { type: 'contacts', body: send.contacts };
    case 'reaction':
      return { type: 'reaction', body: send.reaction };
    case 'interactive':
      return { type: 'interactive', body: send.interactive };
    case 'template':
      return { type: 'template', body: send.template };
    default:
      return send satisfies never;
  }
}

/** The files that a send carries, in itself or in its header; a template's are found by `checkTemplate`. */
export function filesOf(send: WireSend): readonly SentFile[] {
  switch (send.type) {
    case 'image':
      return [fileOf('image', send.image)];
    case 'video':
      return [fileOf('video', send.video)];
    case 'audio':
      return [{ ...fileOf('audio', send.audio), isVoice: send.audio.voice }];
    case 'document':
      return [fileOf('document', send.document)];
    case 'sticker':
      return [fileOf('sticker', send.sticker)];
    case 'interactive':
      return headerFilesOf(send.interactive);
    case 'text':
    case 'location':
    case 'contacts':
    case 'reaction':
    case 'template':
      return [];
    default:
      return send satisfies never;
  }
}

function headerFilesOf(interactive: InteractiveBody): readonly SentFile[] {
  const header = 'header' in interactive ? interactive.header : undefined;
  switch (header?.type) {
    case undefined:
    case 'text':
      return [];
    case 'image':
      return [fileOf('image', header.image)];
    case 'video':
      return [fileOf('video', header.video)];
    case 'document':
      return [fileOf('document', header.document)];
    default:
      return header satisfies never;
  }
}
