import type { Command, CommandAnswer } from '../../src-shared/domain/command.ts';
import type { Session } from '../../src-shared/domain/session.ts';
import type { Clock } from '../../src-shared/lib/clock.ts';
import type { EpochMs } from '../../src-shared/lib/epoch-ms.ts';
import type { PostgresLane, PostgresLog } from '../log/lane.ts';
import type { QueueSend } from './command-effect.ts';
import type { CommandEvents } from './command-events.ts';
import { decide } from './decide.ts';
import { readCommand } from './read-command.ts';

export type IntakeDeps = {
  readonly log: Pick<PostgresLog, 'change'>;
  readonly clock: Clock;
  readonly queueSend: QueueSend;
  readonly events: CommandEvents;
};

/** Decides a command as a console sent it. Undefined when not even its id can be read. */
export type TakeCommand = (session: Session, raw: unknown) => Promise<CommandAnswer | undefined>;

/**
 * Rule O1: a command takes effect once. Its event, its send and its answer commit together, so the same id gets the
 * same answer, also after a crash. Only `accepted` is kept: what was stale, held or refused may be tried again.
 */
export function openIntake(deps: IntakeDeps): TakeCommand {
  return async (session, raw) => {
    const read = readCommand(session, raw);
    if (read.kind === 'nameless') return undefined;
    const answer = read.kind === 'answer' ? read.answer : await takeOnce(deps, session, read.command);
    deps.events.commandAnswered(answer);
    return answer;
  };
}

function takeOnce(deps: IntakeDeps, session: Session, command: Command): Promise<CommandAnswer> {
  return deps.log.change(command.workspaceId, async (lane) => {
    const known = await findAnswer(lane, command);
    if (known !== undefined) return known;
    const now = deps.clock.now();
    const answer = await decide(lane, command, { session, now, queueSend: deps.queueSend });
    if (answer.outcome === 'accepted') await keepAnswer(lane, answer, now);
    return answer;
  });
}

async function findAnswer(lane: PostgresLane, command: Command): Promise<CommandAnswer | undefined> {
  const row = await lane.tables
    .selectFrom('command')
    .where('workspace_id', '=', lane.workspaceId)
    .where('id', '=', command.id)
    .select('answer')
    .executeTakeFirst();
  return row?.answer;
}

async function keepAnswer(lane: PostgresLane, answer: CommandAnswer, at: EpochMs): Promise<void> {
  await lane.tables
    .insertInto('command')
    .values({ workspace_id: lane.workspaceId, id: answer.id, at, answer: JSON.stringify(answer) })
    .execute();
}
