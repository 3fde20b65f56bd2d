import type { Client } from 'pg';
import { z } from 'zod';

import { OUTREACH_REFUSED } from '../../cloud-api/graph-error-codes.ts';
import { ok, wrong, type Finding } from './finding.ts';

/** What a node that runs does not leave behind. */
const LATE_MS = 5 * 60_000;
/** Longer than any call takes, with all its tries. */
const LOCKED_TOO_LONG = '15 minutes';

const nodesSchema = z.object({ alive: z.coerce.number(), dead: z.coerce.number() });

/** Nodes that live, by the database's clock. */
export async function examineNodes(client: Client): Promise<Finding> {
  const { rows } = await client.query(`
    select count(*) filter (where expires_at > clock_timestamp()) as alive,
      count(*) filter (where expires_at <= clock_timestamp()) as dead from node`);
  const { alive, dead } = nodesSchema.parse(rows[0]);
  if (alive > 0) return ok('nodes', `${alive} alive`);
  if (dead === 0) return ok('nodes', 'none runs');
  return wrong(
    'nodes',
    `${dead} ended without a word, and none runs`,
    'start the relay: what they had in hand is taken up then',
  );
}

/** What came in is looked over after two minutes, and where some of it is not split yet, after ten. */
const COUNT_LATE_MS = 30 * 60_000;

const deliveriesSchema = z.object({
  quarantined: z.coerce.number(),
  unrecognised: z.coerce.number(),
  late: z.coerce.number(),
  incomplete: z.coerce.number(),
  uncounted: z.coerce.number(),
});

/** Whether what was received is applied. Reads the open ones only, over all workspaces, and nothing they say. */
export async function examineDeliveries(client: Client): Promise<readonly Finding[]> {
  const { rows } = await client.query(
    `select
      (select count(*) from raw_item where state = 'quarantined') as quarantined,
      (select count(*) from raw_item where state = 'unrecognised') as unrecognised,
      (select count(*) from raw_delivery where split_at is null and received_at < $1)
        + (select count(*) from raw_item as i join raw_delivery as d on d.id = i.delivery_id
            where i.state = 'waiting' and d.received_at < $1) as late,
      (select count(*) from unreconciled_delivery as u join raw_delivery as d on d.id = u.delivery_id
        where d.split_at is not null) as incomplete,
      (select count(*) from raw_delivery
        where id > coalesce((select up_to from reconciliation), 0) and received_at < $2) as uncounted`,
    [Date.now() - LATE_MS, Date.now() - COUNT_LATE_MS],
  );
  const { quarantined, unrecognised, late, incomplete, uncounted } = deliveriesSchema.parse(rows[0]);
  const findings = [
    quarantined > 0 &&
      wrong(
        'deliveries',
        `${quarantined} parts of webhooks are quarantined: applying them failed`,
        'replay --list shows why; install a version that mends it, then replay --state quarantined',
      ),
    unrecognised > 0 &&
      wrong(
        'deliveries',
        `${unrecognised} parts of webhooks are of a kind that this version does not know`,
        'replay --list shows which; a newer version may know them: replay --state unrecognised',
      ),
    late > 0 &&
      wrong(
        'deliveries',
        `${late} wait for longer than 5 minutes`,
        'start the relay; if it runs, read its log for errors',
      ),
    incomplete > 0 &&
      wrong(
        'deliveries',
        `${incomplete} deliveries lack parts: received is more than applied, quarantined and waiting`,
        'replay --delivery N takes one apart again; the log names them (reconciliation.difference)',
      ),
    uncounted > 0 &&
      wrong(
        'deliveries',
        `${uncounted} are not looked over for 30 minutes: nobody knows whether all their parts are there`,
        'start the relay; if it runs, end the transaction that holds it up: the oldest xact_start of pg_stat_activity, or pg_prepared_xacts',
      ),
  ].filter((finding) => finding !== false);
  return findings.length > 0 ? findings : [ok('deliveries', 'all that was received is applied')];
}

const stoppedSchema = z.array(z.object({ number: z.string(), code: z.number().nullable() }));

/** Whether messages leave. */
export async function examineSending(client: Client): Promise<readonly Finding[]> {
  const { rows } = await client.query(`
    select i.provider_number_id as number, s.stopped_code as code
    from inbox_sending as s join inbox as i using (workspace_id, inbox)
    where s.stopped_code is not null or s.outreach_stopped_at is not null order by 1`);
  const stopped = stoppedSchema.parse(rows);
  if (stopped.length === 0) return [ok('sending', 'no number is stopped')];
  return stopped.map(({ number, code }) =>
    wrong(
      'sending',
      code === null
        ? `only replies leave from number ${number}: Meta refuses what is not one with ${OUTREACH_REFUSED}`
        : `nothing leaves from number ${number}: Meta refuses with ${code}`,
      'look the code up in docs/errors.md, and mend it in Meta Business Manager; the relay tries again by itself',
    ),
  );
}

const jobsSchema = z.object({ stuck: z.coerce.number(), given_up: z.coerce.number() });

/** Whether wake-ups of the sender are stuck. */
export async function examineJobs(client: Client): Promise<Finding> {
  const { rows: found } = await client.query(`select to_regclass('echodesk_jobs.jobs') is not null as made`);
  const { made } = z.object({ made: z.boolean() }).parse(found[0]);
  if (!made) return ok('jobs', 'none yet');
  const { rows } = await client.query(`
    select count(*) filter (where locked_at < now() - interval '${LOCKED_TOO_LONG}') as stuck,
      count(*) filter (where locked_at is null and attempts >= max_attempts) as given_up
    from echodesk_jobs.jobs`);
  const { stuck, given_up: givenUp } = jobsSchema.parse(rows[0]);
  const restart = 'restart a node: it lets go what dead ones held, and wakes the sender again';
  if (stuck > 0) return wrong('jobs', `${stuck} are locked for longer than ${LOCKED_TOO_LONG}`, restart);
  if (givenUp > 0) return wrong('jobs', `${givenUp} failed too often and are not tried any more`, restart);
  return ok('jobs', 'none is stuck');
}

const numbersSchema = z.array(z.object({ number: z.string() }));

/** Business numbers of all workspaces, by their id at the provider; the first ones where there are many. */
export async function knownNumbers(client: Client, most: number): Promise<readonly string[]> {
  const { rows } = await client.query(
    'select provider_number_id as number from inbox order by workspace_id, inbox limit $1',
    [most],
  );
  return numbersSchema.parse(rows).map(({ number }) => number);
}
