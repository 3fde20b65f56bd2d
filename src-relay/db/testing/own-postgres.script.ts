import { Client } from 'pg';

import { must } from '../../../src-shared/lib/must.ts';
import { startEmbeddedPostgres } from '../embedded-postgres.ts';

// Starts PostgreSQL on the given folder, commits one row, says so, and waits to be killed.
const postgres = await startEmbeddedPostgres({ folder: must(process.argv[2], 'folder') });
const client = new Client(postgres.url());
await client.connect();
await client.query('create table if not exists kept (at timestamptz default now())');
await client.query('insert into kept default values');
process.stdout.write('committed\n');
