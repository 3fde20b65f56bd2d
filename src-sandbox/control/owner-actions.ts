import { action, done, nothing, type Actions } from './action.ts';
import { customerAt } from './customer-ref.ts';
import {
  contactSchema,
  customerOnlySchema,
  disconnectSchema,
  editSchema,
  historyConsentSchema,
  ownerAnswersSchema,
  pastChatSchema,
  reactionSchema,
  wamidOnlySchema,
} from './people-schemas.ts';
import { writtenAtMs } from './dates.ts';
import { saidContent } from './said-content.ts';

/** What the owner does on the business phone. */
export const ownerActions: Actions = {
  'owner-answers': action({
    does: 'The owner writes to a customer on the phone, with any content: it comes as an echo.',
    input: ownerAnswersSchema,
    run(deps, { to, text, content, atSeconds, ...links }) {
      const atMs = writtenAtMs(atSeconds, deps.clock.nowMs());
      const said = saidContent({ text, content }, deps.graph.media);
      const { waId } = customerAt(deps.world, to);
      return done({ wamid: deps.world.ownerAnswers({ ...links, to: waId, content: said, atMs }).wamid });
    },
  }),
  'owner-edits': action({
    does: 'The owner changes a text or caption written on the phone, at most 15 minutes old.',
    input: editSchema,
    run: (deps, edit) => done({ wamid: deps.world.edits('owner', edit) }),
  }),
  'owner-deletes': action({
    does: 'The owner deletes a message written on the phone for everyone, at most 2 days old.',
    input: wamidOnlySchema,
    run: (deps, { wamid }) => done({ wamid: deps.world.revokes('owner', wamid) }),
  }),
  'owner-reacts': action({
    does: 'The owner puts an emoji on a message of at most 30 days, or takes it back without one.',
    input: reactionSchema,
    run: (deps, reaction) => done({ wamid: deps.world.reacts('owner', reaction) }),
  }),
  'owner-uses-phone': action({
    does: 'The owner opens the app: the 14 days after which a resting phone loses the API begin anew.',
    input: nothing,
    run(deps) {
      deps.world.connection.phoneUsed();
      return done();
    },
  }),
  'owner-disconnects': action({
    does: 'The number is cut off from the API, for a reason that Meta names.',
    input: disconnectSchema,
    run(deps, { reason }) {
      deps.world.connection.disconnect(reason);
      return done();
    },
  }),
  'owner-changes-phone': action({
    does: 'The owner sets the app up on another phone: sends are refused until it reconnects.',
    input: nothing,
    run(deps) {
      deps.world.connection.reRegister();
      return done();
    },
  }),
  'owner-reconnects': action({
    does: 'The new phone takes the API up again.',
    input: nothing,
    run(deps) {
      deps.world.connection.reconnect();
      return done();
    },
  }),
  'owner-onboards': action({
    does: 'The owner goes through the sign-up again after a disconnection; both syncs may be asked for anew.',
    input: nothing,
    run(deps) {
      deps.world.ownerOnboards();
      deps.graph.onboarding.repeat();
      return done();
    },
  }),
  'owner-saves-contact': action({
    does: "A customer gets a name in the phone's address book, or another one.",
    input: contactSchema,
    run(deps, { customer, ...name }) {
      deps.phoneShare.saveContact(customerAt(deps.world, customer), name);
      return done();
    },
  }),
  'owner-removes-contact': action({
    does: "A customer's name leaves the phone's address book.",
    input: customerOnlySchema,
    run(deps, { customer }) {
      deps.phoneShare.removeContact(customerAt(deps.world, customer));
      return done();
    },
  }),
  'owner-shares-history': action({
    does: 'Whether the owner agrees to share past chats when the API asks for them.',
    input: historyConsentSchema,
    run(deps, { shares }) {
      deps.phoneShare.sharesHistory = shares;
      return done();
    },
  }),
  'past-chat': action({
    does: 'What the phone has kept of a chat from before onboarding; it is told when the API asks for the history.',
    input: pastChatSchema,
    run(deps, { customer: ref, messages }) {
      const dated = messages.map(({ by, atSeconds, status, ...said }) => ({
        by,
        status,
        atMs: writtenAtMs(atSeconds, deps.clock.nowMs()),
        content: saidContent(said, deps.graph.media),
      }));
      const customer = customerAt(deps.world, ref);
      const wamids = dated.map((message) =>
        deps.phoneShare.pastChats.record({ ...message, customer, wamid: deps.world.newWamid(customer) }),
      );
      return done({ wamids });
    },
  }),
};
