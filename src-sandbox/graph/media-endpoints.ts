import { answered, refused, succeeded, type GraphAnswer } from './graph-answer.ts';
import type { Endpoint, GraphCall } from './graph-call.ts';
import type { GraphDeps } from './graph-deps.ts';
import { missingParameter, invalidParameter, unknownObject } from './graph-error.ts';
import { readForm } from './multipart.ts';
import { numberRefusal } from './number-refusal.ts';
import { bareMimeType } from '../world/media-kinds.ts';

const UPLOAD_FAILED = 131053;

/** `POST /{PHONE_ID}/media`, multipart (facts §5.4). As all calls about files: 133010 while the number is cut off. */
export const uploadMedia: Endpoint = { permission: 'whatsapp_business_messaging', answer: upload };

/** `GET /{MEDIA_ID}`: where the bytes are, for 5 minutes. `phone_number_id` must be the number that holds the file. */
export const readMedia: Endpoint = {
  permission: 'whatsapp_business_messaging',
  answer(deps, { objectId, query }) {
    const cutOff = numberRefusal(deps);
    if (cutOff !== undefined) return refused(cutOff);
    const media = deps.media.find(objectId);
    if (media === undefined || isForeign(deps, query)) return refused(unknownObject('get', objectId));
    return answered({
      messaging_product: 'whatsapp',
      url: deps.media.addressOf(media),
      mime_type: media.mimeType,
      sha256: media.sha256,
      file_size: media.bytes.length,
      id: media.id,
    });
  },
};

/** `DELETE /{MEDIA_ID}`. */
export const deleteMedia: Endpoint = {
  permission: 'whatsapp_business_messaging',
  answer(deps, { objectId, query }) {
    const cutOff = numberRefusal(deps);
    if (cutOff !== undefined) return refused(cutOff);
    if (isForeign(deps, query)) return refused(unknownObject('delete', objectId));
    deps.media.delete(objectId);
    return succeeded;
  },
};

function isForeign({ account }: GraphDeps, query: URLSearchParams): boolean {
  return (query.get('phone_number_id') ?? account.phoneNumberId) !== account.phoneNumberId;
}

async function upload(deps: GraphDeps, { contentType, body }: GraphCall): Promise<GraphAnswer> {
  const cutOff = numberRefusal(deps);
  if (cutOff !== undefined) return refused(cutOff);
  const form = await readForm(contentType, body);
  if (form === undefined) return refused(invalidParameter('The body must be multipart/form-data.'));
  const product = form.fields.get('messaging_product');
  if (product === undefined) return refused(missingParameter('messaging_product'));
  if (product !== 'whatsapp') {
    return refused(invalidParameter('Param messaging_product must be one of {WHATSAPP}.'));
  }
  const file = form.files.get('file');
  if (file === undefined) return refused(missingParameter('file'));
  const type = form.fields.get('type');
  if (type === undefined) return refused(missingParameter('type'));
  if (bareMimeType(file.mimeType) !== bareMimeType(type)) {
    return refused(invalidParameter(`Param file must be a file of type ${type}, but is of type ${file.mimeType}.`));
  }
  const stored = deps.media.upload({ bytes: file.bytes, mimeType: type, fileName: file.fileName });
  return stored.kind === 'stored'
    ? answered({ id: stored.media.id })
    : refused({ code: UPLOAD_FAILED, details: stored.reason });
}
