import { preferenceUpdate } from '../webhooks/user-preferences.ts';
import { offerOf } from '../world/offered-answers.ts';
import { contentOf } from '../world/said.ts';
import { action, done, type Actions, type ControlDeps, type Outcome } from './action.ts';
import { customerAt, findCustomer, type CustomerRef } from './customer-ref.ts';
import {
  contentFollowsSchema,
  customerOnlySchema,
  customerWritesSchema,
  editSchema,
  newNumberSchema,
  profileSchema,
  reactionSchema,
  unsupportedSchema,
  wamidOnlySchema,
} from './people-schemas.ts';
import { writtenAtMs } from './dates.ts';
import { saidContent } from './said-content.ts';
import { viewCustomer } from './view.ts';

/** What customers do on their phones. */
export const customerActions: Actions = {
  customer: action({
    does: 'Makes a customer, or changes what one says of themselves; what is left out stays.',
    input: profileSchema,
    run: (deps, { customer, ...profile }) =>
      done({ customer: viewCustomer(deps.world, customerAt(deps.world, customer, profile), deps.clock.nowMs()) }),
  }),
  'customer-writes': action({
    does: 'A customer sends a message of any type, a reply, a forwarded one, or one that an ad led to.',
    input: customerWritesSchema,
    run(deps, { from, name, text, content, atSeconds, ...links }) {
      const atMs = writtenAtMs(atSeconds, deps.clock.nowMs());
      const said = saidContent({ text, content }, deps.graph.media);
      const chat = deps.world.conversations.with(findCustomer(deps.world, from)?.waId ?? '');
      const { templates } = deps.graph;
      const offer = offerOf(said, { chat, findTemplate: templates.find.bind(templates) }, links.replyTo);
      const { waId } = customerAt(deps.world, from, { name });
      const writing = { ...links, replyTo: links.replyTo ?? offer, from: waId, content: said, atMs };
      return done({ wamid: deps.world.customerWrites(writing).wamid });
    },
  }),
  'customer-edits': action({
    does: 'A customer changes a text or caption of theirs, at most 15 minutes old.',
    input: editSchema,
    run: (deps, edit) => done({ wamid: deps.world.edits('customer', edit) }),
  }),
  'customer-deletes': action({
    does: 'A customer deletes a message of theirs for everyone, at most 2 days old.',
    input: wamidOnlySchema,
    run: (deps, { wamid }) => done({ wamid: deps.world.revokes('customer', wamid) }),
  }),
  'customer-reacts': action({
    does: 'A customer puts an emoji on a message of at most 30 days, or takes it back without one.',
    input: reactionSchema,
    run: (deps, reaction) => done({ wamid: deps.world.reacts('customer', reaction) }),
  }),
  'customer-sends-unsupported': action({
    does: 'A customer sends what the API can not show: 131051 for its type, 131060 for what coexistence keeps away.',
    input: unsupportedSchema,
    run(deps, { from, name, atSeconds, ...what }) {
      const atMs = writtenAtMs(atSeconds, deps.clock.nowMs());
      const { waId } = customerAt(deps.world, from, { name });
      return done({ wamid: deps.world.customerSendsUnsupported({ ...what, from: waId, atMs }).wamid });
    },
  }),
  'content-follows': action({
    does: 'What an unsupported message says comes after all, under the same wamid.',
    input: contentFollowsSchema,
    run(deps, { wamid, content }) {
      deps.world.contentFollows(wamid, contentOf(content, deps.graph.media));
      return done();
    },
  }),
  'customer-changes-number': action({
    does: 'A customer moves to another number, and gets another user id with it.',
    input: newNumberSchema,
    run: (deps, { customer, to }) =>
      done({ userId: deps.world.customerChangesNumber(customerAt(deps.world, customer), to).userId }),
  }),
  'customer-changes-user-id': action({
    does: 'A customer gets another user id and keeps the number.',
    input: customerOnlySchema,
    run: (deps, { customer }) =>
      done({ userId: deps.world.customerChangesUserId(customerAt(deps.world, customer)).userId }),
  }),
  'customer-stops-marketing': action({
    does: 'A customer wants no more marketing messages; such templates then fail with 131050.',
    input: customerOnlySchema,
    run: (deps, { customer }) => prefers(deps, customer, 'stop'),
  }),
  'customer-resumes-marketing': action({
    does: 'A customer wants marketing messages again.',
    input: customerOnlySchema,
    run: (deps, { customer }) => prefers(deps, customer, 'resume'),
  }),
};

function prefers(deps: ControlDeps, ref: CustomerRef, value: 'stop' | 'resume'): Outcome {
  const customer = customerAt(deps.world, ref);
  deps.graph.marketingStops[value](customer.userId);
  deps.deliver(preferenceUpdate(deps.world.parties(customer), value, deps.clock.nowMs()));
  return done();
}
