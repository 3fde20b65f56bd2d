import { between, type Random } from '../../src-sandbox/random.ts';
import { MAX_UP_BYTES } from '../../src-shared/protocol/up.ts';
import { CLOSE_CODE } from '../../src-shared/protocol/refused.ts';
import { helloWith, newId, visit, type Visit, type VisitEnd } from './console-visit.ts';
import { FOREIGN_EPOCH, OWN_EPOCH } from './fuzz-target.ts';
import { pick, type DrawInput, type Input } from './input.ts';
import { drawJson, mutate } from './random-json.ts';

const HELLO = helloWith('null');
const MALFORMED = CLOSE_CODE.malformed;
/** A console that is told what it did wrong, or served. */
const TOLD: readonly VisitEnd[] = ['answered', ...Object.values(CLOSE_CODE)];
const TOO_BIG = 1009;

/** Anything that an agent with a good token might say. */
export const drawConsole: DrawInput = (random) =>
  pick(random, [
    drawHello,
    drawCursor,
    drawOwnCursor,
    drawNonsense,
    drawCommand,
    drawCommand,
    drawHistory,
    drawAck,
    drawRare,
  ])(random);

function input(name: string, said: Visit, allowed: readonly VisitEnd[] = TOLD): Input {
  return {
    name,
    fire: async (target) => {
      const end = await visit(target, said);
      return allowed.includes(end) ? undefined : `ended ${end}, not ${allowed.join(' or ')}`;
    },
  };
}

function drawHello(random: Random): Input {
  if (random.next() < 0.1) {
    return input('no hello', { says: [drawJson(random)] }, [MALFORMED, CLOSE_CODE.hello_expected]);
  }
  return input('a hello of any shape', { hello: mutate(random, HELLO), says: [] });
}

const NUMBERS = ['0', '-1', '1', '0.5', '1e308', '9007199254740991', '9007199254740992', '2147483648', '"1"', 'null'];
const EPOCHS = ['"0199a0b0-0000-4000-8000-00000000000f"', '""', '1', 'null', '"x"'];

function drawCursor(random: Random): Input {
  const cursor = `{"epoch":${pick(random, EPOCHS)},"seq":${pick(random, NUMBERS)}}`;
  return input('a cursor of any kind', { hello: helloWith(cursor), says: [] });
}

const NO_SEQ = ['-1', '0.5', '-0.5', '1e308', '9007199254740992', '"1"', 'null'];
const SEQ = ['0', '1', '2147483648', '9007199254740991'];

/** Cursors and acks of epochs that there are. A number of any event is a number, also where there is no such event yet. */
function drawOwnCursor(random: Random): Input {
  const isNumber = random.next() < 0.5;
  const epoch = pick(random, [OWN_EPOCH, OWN_EPOCH, FOREIGN_EPOCH]);
  const cursor = `{"epoch":"${epoch}","seq":${pick(random, isNumber ? SEQ : NO_SEQ)}}`;
  const allowed: readonly VisitEnd[] = isNumber ? ['answered'] : [MALFORMED];
  const name = `of ${epoch === OWN_EPOCH ? 'the own' : 'a foreign'} epoch, ${isNumber ? 'any number' : 'no number'}`;
  if (random.next() < 0.5) return input(`a cursor ${name}`, { hello: helloWith(cursor), says: [] }, allowed);
  const ack = `{"type":"ack","cursor":${cursor}}`;
  return input(`an ack ${name}`, { hello: HELLO, says: [ack, HISTORY, ack] }, allowed);
}

const HISTORY = '{"type":"read_history","conversation":1,"before":1,"limit":1}';

function drawNonsense(random: Random): Input {
  return input('a message of any shape', { hello: HELLO, says: [drawJson(random)] });
}

const TYPES = ['message.send', 'message.retry', 'conversation.mark_read', 'handoff.request', 'x'];

function drawCommand(random: Random): Input {
  const number = () => pick(random, NUMBERS);
  const text = pick(random, [
    String.raw`"\ud800"`,
    String.raw`"\u0000"`,
    '"hi"',
    '""',
    `"${'x'.repeat(between(random, 0, 5000))}"`,
  ]);
  const body = `{"text":${text},"note":${text},"message":${number()},"after":${number()},"inbound":${number()}}`;
  const command =
    `{"id":"${newId()}","workspaceId":${pick(random, ['1', '1', '1', '2', '-1'])},"conversation":${number()},` +
    `"basedOn":${number()},"turn":${number()},"type":"${pick(random, TYPES)}","body":${body}}`;
  const whole = `{"type":"command","command":${command}}`;
  const kind = between(random, 0, 2);
  if (kind === 0) return input('a mutated command', { hello: HELLO, says: [mutate(random, whole)] });
  const other = whole.replaceAll('"hi"', '"another"');
  if (kind === 1) return input('the same id again', { hello: HELLO, says: [whole, other, whole] });
  return input('a command of any shape', { hello: HELLO, says: [whole] });
}

function drawHistory(random: Random): Input {
  const [conversation, before, limit] = [0, 1, 2].map(() => pick(random, NUMBERS));
  const ask = `{"type":"read_history","conversation":${conversation},"before":${before},"limit":${limit}}`;
  return input('history of any range', { hello: HELLO, says: [ask] });
}

function drawAck(random: Random): Input {
  const ack = `{"type":"ack","cursor":{"epoch":${pick(random, EPOCHS)},"seq":${pick(random, NUMBERS)}}}`;
  return input('an ack of what was not sent', { hello: HELLO, says: [ack, ack] });
}

const MANY = 10_000;

/** What costs more than the rest. */
function drawRare(random: Random): Input {
  const kind = between(random, 0, 5);
  if (kind === 0) {
    return input('a binary message', { hello: HELLO, says: [random.bytes(between(random, 0, 100))] }, [MALFORMED]);
  }
  if (kind === 1) return input('a message too long', { hello: HELLO, says: ['x'.repeat(MAX_UP_BYTES + 1)] }, [TOO_BIG]);
  if (kind === 2) return input('deep JSON', { hello: HELLO, says: ['['.repeat(MAX_UP_BYTES)] }, [MALFORMED]);
  if (kind === 3) return input('hello twice', { hello: HELLO, says: [HELLO] }, [MALFORMED]);
  if (kind === 4 && random.next() < 0.02) {
    return input('ten thousand messages at once', { hello: HELLO, says: Array.from({ length: MANY }, () => HISTORY) });
  }
  return input('nothing but nothing', { hello: HELLO, says: ['', ' '] }, [MALFORMED]);
}
