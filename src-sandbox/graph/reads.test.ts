import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { GraphStage, refusalIn, type Reply } from '../testing/graph-stage.ts';
import { textLike } from '../testing/matching.ts';
import { defaultAccount } from '../world/account.ts';
import { templateStatuses } from '../world/templates.ts';

const { phoneNumberId, wabaId, displayPhoneNumber } = defaultAccount;

const pageSchema = z.object({
  data: z.array(z.looseObject({ id: z.string(), name: z.string(), status: z.string() })),
  paging: z.object({ cursors: z.object({ before: z.string(), after: z.string() }), next: z.string().optional() }),
});
const pageIn = ({ body }: Reply) => pageSchema.parse(body);

describe('the number', () => {
  test('tells its defaults, or what fields= names', async () => {
    await using stage = await GraphStage.open();
    expect((await stage.call('GET', phoneNumberId)).body).toEqual({
      id: phoneNumberId,
      display_phone_number: displayPhoneNumber,
      verified_name: 'The shop',
      quality_rating: 'GREEN',
    });
    const fields = 'certificate,is_on_biz_app,platform_type,status,throughput,name_status,webhook_configuration';
    expect((await stage.call('GET', `${phoneNumberId}?fields=${fields}`)).body).toEqual({
      id: phoneNumberId,
      certificate: textLike(/^[\w+/]+$/),
      is_on_biz_app: true,
      platform_type: 'CLOUD_API',
      status: 'CONNECTED',
      throughput: { level: 'STANDARD' },
      name_status: 'APPROVED',
      webhook_configuration: {},
    });
  });

  test('says what stops it once it is cut off', async () => {
    await using stage = await GraphStage.open();
    stage.graph.connection.disconnect('ACCOUNT_DISCONNECTED');
    expect((await stage.call('GET', `${phoneNumberId}?fields=is_on_biz_app,status,health_status`)).body).toMatchObject({
      is_on_biz_app: false,
      status: 'DISCONNECTED',
      health_status: { can_send_message: 'BLOCKED', entities: [{ entity_type: 'PHONE_NUMBER' }, {}, {}] },
    });
  });

  test.each([phoneNumberId, wabaId, `${wabaId}/phone_numbers`, `${wabaId}/message_templates`, '900111222333400'])(
    'and any node refuses a field that is not there: %s',
    async (path) => {
      await using stage = await GraphStage.open();
      expect(refusalIn(await stage.call('GET', `${path}?fields=id,constructor`))).toEqual([400, 100]);
    },
  );

  test('has a profile that can be read in parts', async () => {
    await using stage = await GraphStage.open();
    const path = `${phoneNumberId}/whatsapp_business_profile`;
    expect((await stage.call('GET', `${path}?fields=about`)).body).toEqual({
      data: [{ about: 'Lamps and small furniture', messaging_product: 'whatsapp' }],
    });
    expect(refusalIn(await stage.call('GET', `${path}?fields=secret`))).toEqual([400, 100]);
  });
});

test('the account tells its fields and its numbers', async () => {
  await using stage = await GraphStage.open();
  const account = await stage.call('GET', `${wabaId}?fields=name,currency,health_status`);
  expect(account.body).toMatchObject({ id: wabaId, currency: 'GBP', health_status: { can_send_message: 'AVAILABLE' } });
  const numbers = await stage.call('GET', `${wabaId}/phone_numbers?fields=id,is_on_biz_app`);
  expect(numbers.body).toMatchObject({ data: [{ id: phoneNumberId, is_on_biz_app: true }] });
});

describe('the templates', () => {
  test('come page by page, each once, forwards and back', async () => {
    await using stage = await GraphStage.open();
    const path = `${wabaId}/message_templates?limit=10`;
    const ids: string[] = [];
    let next: string | undefined = path;
    let page = pageIn(await stage.call('GET', path));
    while (next !== undefined) {
      page = pageIn(await stage.call('GET', next));
      ids.push(...page.data.map(({ id }) => id));
      next = page.paging.next?.replace(`${stage.url}/v26.0/`, '');
    }
    expect(ids).toEqual(stage.graph.templates.all().map(({ id }) => id));
    const back = pageIn(await stage.call('GET', `${path}&before=${page.paging.cursors.before}`));
    expect(back.data.map(({ id }) => id)).toEqual(ids.slice(-10 - page.data.length, -page.data.length));
  });

  test('can be filtered, and every status is among them', async () => {
    await using stage = await GraphStage.open();
    const list = async (filter: string) =>
      pageIn(await stage.call('GET', `${wabaId}/message_templates?${filter}`)).data;
    expect((await list('name=order_ready')).map(({ name }) => name)).toEqual(Array(5).fill('order_ready'));
    expect((await list('name=order_ready&language=de&fields=id,name,status')).length).toBe(1);
    for (const status of templateStatuses) {
      const found = await list(`status=${status}`);
      expect(new Set(found.map((template) => template.status))).toEqual(new Set([status]));
    }
  });

  test.each([
    ['limit=0', 100],
    ['limit=ten', 100],
    ['status=approved', 100],
    ['category=SERVICE', 100],
    ['after=bm9wZQ', 131059],
    ['before=YXQ6OTk5', 131059],
  ])('refuse %s with %i', async (query, code) => {
    await using stage = await GraphStage.open();
    expect(refusalIn(await stage.call('GET', `${wabaId}/message_templates?${query}`))).toEqual([400, code]);
  });

  test('are read one by one, with their health', async () => {
    await using stage = await GraphStage.open();
    const paused = stage.graph.templates.all().find(({ status }) => status === 'PAUSED');
    const reply = await stage.call('GET', `${paused?.id}?fields=name,language,status,components,health_status`);
    expect(reply.body).toMatchObject({
      id: paused?.id,
      status: 'PAUSED',
      health_status: { can_send_message: 'BLOCKED' },
    });
    expect(refusalIn(await stage.call('POST', `${paused?.id}/unpause`))).toEqual([403, 10]);
  });
});
